package dev.fennel.method;

import java.lang.reflect.Proxy;

import dev.fennel.annotation.CountExceptions;
import dev.fennel.annotation.Counted;
import dev.fennel.annotation.Timed;
import dev.fennel.annotation.TrackInProgress;
import dev.fennel.testing.Page;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Annotated methods that are invoked under another signature than their class has, behind
 * either kind of proxy, each once.
 */
class GenericMethodsTests {

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void ofAnAnnotatedGenericInterface(boolean byClass) {
		MeteredProxies proxies = MeteredProxies.of(byClass);
		Finder<String> proxy = proxies.<Finder<String>>proxy(new Knowing());
		proxy.find("a");
		assertThat(calls(proxies, Knowing.class)).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void ofAnAnnotatedGenericInterfaceThatASuperclassImplementsWithoutKnowing(boolean byClass) {
		MeteredProxies proxies = MeteredProxies.of(byClass);
		Finder<String> proxy = proxies.<Finder<String>>proxy(new Late());
		proxy.find("a");
		assertThat(calls(proxies, Late.class)).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void ofAGenericInterfaceThatIsAnnotatedItself(boolean byClass) {
		MeteredProxies proxies = MeteredProxies.of(byClass);
		Keeper<String> proxy = proxies.<Keeper<String>>proxy(new LateKeeper());
		proxy.find("a");
		assertThat(calls(proxies, LateKeeper.class)).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void ofAGenericSuperclass(boolean byClass) {
		MeteredProxies proxies = MeteredProxies.of(byClass);
		Plain<String> proxy = proxies.<Plain<String>>proxy(new OfGeneric());
		proxy.find("a");
		assertThat(calls(proxies, OfGeneric.class)).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void withAResultThatIsNarrower(boolean byClass) {
		MeteredProxies proxies = MeteredProxies.of(byClass);
		Copying proxy = proxies.<Copying>proxy(new Narrower());
		assertThat(proxy.copy()).isEqualTo("copy");
		assertThat(calls(proxies, Narrower.class)).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void ofASuperclassAndAnInterfaceWithOneKindEach(boolean byClass) {
		MeteredProxies proxies = MeteredProxies.of(byClass);
		Finder<String> proxy = proxies.<Finder<String>>proxy(new LateTimed());
		proxy.find("a");
		assertThat(calls(proxies, LateTimed.class)).isEqualTo(1);
		assertThat(proxies.page()
			.value("method_duration_seconds_count{class=\"%s\",exception=\"none\",method=\"find\"}"
				.formatted(LateTimed.class.getName())))
			.isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(classes = { Left.class, Right.class })
	void ofTwoInterfacesOfAProxyThatBothHaveTheMethod(Class<?> through) throws Exception {
		Object target = Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] { Left.class, Right.class },
				(proxy, method, arguments) -> null);
		MeteredProxies proxies = MeteredProxies.of(false);
		Object proxy = proxies.proxy(target);
		through.getMethod("both", String.class).invoke(proxy, "a");
		assertThat(proxies.page().value("both_total{exception=\"none\",key=\"a\",result=\"success\"}")).isEqualTo(1);
		assertThat(proxies.page()
			.sum((sample) -> sample.startsWith("method_duration_seconds_count{") && sample.contains("\"both\"")))
			.isEqualTo(1);
		assertThat(proxies.page().samples()).containsKey("both_in_progress");
	}

	private static double calls(MeteredProxies proxies, Class<?> type) {
		Page page = proxies.page();
		assertThat(page.sum((sample) -> sample.startsWith("method_calls_total{"))).isEqualTo(1);
		return page.sum((sample) -> sample.startsWith("method_calls_total{")
				&& sample.contains("class=\"" + type.getName() + "\"") && sample.contains("\"success\""));
	}

	interface Finder<K> {

		@Counted
		void find(K key);

	}

	@Counted
	interface Keeper<K> {

		void find(K key);

	}

	interface Plain<K> {

		void find(K key);

	}

	static class Knowing implements Finder<String> {

		@Override
		public void find(String key) {
		}

	}

	static class Unknowing {

		public void find(String key) {
		}

	}

	static class Late extends Unknowing implements Finder<String> {

	}

	static class LateKeeper extends Unknowing implements Keeper<String> {

	}

	static class UnknowingTimed {

		@Timed
		public void find(String key) {
		}

	}

	static class LateTimed extends UnknowingTimed implements Finder<String> {

	}

	abstract static class Generic<K> implements Plain<K> {

		@Counted
		@Override
		public void find(K key) {
		}

	}

	static class OfGeneric extends Generic<String> {

		@Override
		public void find(String key) {
		}

	}

	interface Copying {

		@Counted
		Object copy();

	}

	static class Narrower implements Copying {

		@Override
		public String copy() {
			return "copy";
		}

	}

	interface Left {

		@Timed
		void both(String key);

	}

	interface Right {

		@Counted(value = "both", labels = "key=#{#key}")
		@CountExceptions("both_exceptions")
		@TrackInProgress("both_in_progress")
		void both(String key);

	}

}
