package dev.fennel.method;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.Proxy;
import java.util.function.Function;
import java.util.function.Supplier;

import dev.fennel.annotation.Counted;
import dev.fennel.annotation.Timed;
import dev.fennel.annotation.TrackInProgress;
import dev.fennel.testing.Page;
import org.junit.jupiter.api.Test;

import org.springframework.core.annotation.AliasFor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where annotations may stand, each seen once.
 */
class AnnotatedMethodsTests {

	private final MeteredProxies proxies = MeteredProxies.ofClasses();

	@Test
	void onTheMethod() {
		this.proxies.proxy(new OnMethod()).run();
		assertThat(calls(OnMethod.class, "run")).isEqualTo(1);
	}

	@Test
	void onTheClassItMeansPublicMethods() {
		OnClass proxy = this.proxies.proxy(new OnClass());
		proxy.run();
		proxy.hidden();
		assertThat(proxy.toString()).isEqualTo("an object");
		assertThat(calls(OnClass.class, "run")).isEqualTo(1);
		assertThat(this.proxies.page().text()).doesNotContain("hidden").doesNotContain("toString");
	}

	@Test
	void onTheMethodItReplacesThatOfTheClass() {
		this.proxies.proxy(new OwnOnMethod()).run();
		assertThat(this.proxies.page().value("own_total{exception=\"none\",result=\"success\"}")).isEqualTo(1);
		assertThat(calls(OwnOnMethod.class, "run")).isZero();
	}

	@Test
	void onTheMethodOneKindLeavesOtherKindsOfTheClass() {
		this.proxies.proxy(new OtherKindOnMethod()).run();
		assertThat(calls(OtherKindOnMethod.class, "run")).isEqualTo(1);
		assertThat(this.proxies.page()
			.value("method_duration_seconds_count{class=\"%s\",exception=\"none\",method=\"run\"}"
				.formatted(OtherKindOnMethod.class.getName())))
			.isEqualTo(1);
	}

	@Test
	void onAnInterface() {
		FromInterfaces proxy = this.proxies.proxy(new FromInterfaces());
		proxy.onMethod();
		proxy.onType();
		proxy.ofNoInterface();
		assertThat(calls(FromInterfaces.class, "onMethod")).isEqualTo(1);
		assertThat(calls(FromInterfaces.class, "onType")).isEqualTo(1);
		assertThat(this.proxies.page().text()).doesNotContain("ofNoInterface");
	}

	@Test
	void onAnInterfaceBehindAProxyOfInterfaces() {
		MeteredProxies ofInterfaces = MeteredProxies.ofInterfaces();
		WithMethod proxy = ofInterfaces.<WithMethod>proxy(new FromInterfaces());
		assertThat(Proxy.isProxyClass(proxy.getClass())).isTrue();
		proxy.onMethod();
		assertThat(calls(ofInterfaces.page(), FromInterfaces.class, "onMethod")).isEqualTo(1);
	}

	@Test
	void onTheInterfaceOfAnObjectThatIsAProxyItself() {
		WithMethod target = (WithMethod) Proxy.newProxyInstance(getClass().getClassLoader(),
				new Class<?>[] { WithMethod.class }, (proxy, method, arguments) -> null);
		MeteredProxies ofInterfaces = MeteredProxies.ofInterfaces();
		ofInterfaces.proxy(target).onMethod();
		assertThat(calls(ofInterfaces.page(), WithMethod.class, "onMethod")).isEqualTo(1);
	}

	@Test
	void onAnInterfaceThatASuperclassImplementsWithoutKnowing() {
		this.proxies.proxy(new Late()).onMethod();
		assertThat(calls(Late.class, "onMethod")).isEqualTo(1);
	}

	@Test
	void onASuperclassTheClassIsThatOfTheBean() {
		Inherits proxy = this.proxies.proxy(new Inherits());
		proxy.run();
		assertThat(calls(Inherits.class, "run")).isEqualTo(1);
	}

	@Test
	void onAMethodThatIsOverridden() {
		this.proxies.proxy(new Overrides()).run();
		assertThat(calls(Overrides.class, "run")).isEqualTo(1);
	}

	@Test
	void onAMethodThatOverridesItReplacesThatOfTheOverridden() {
		this.proxies.proxy(new OverridesWithOwn()).run();
		assertThat(this.proxies.page().value("mine_total{exception=\"none\",result=\"success\"}")).isEqualTo(1);
		assertThat(this.proxies.page().text()).doesNotContain("method_calls_total");
	}

	@Test
	void onAnAnnotation() {
		this.proxies.proxy(new OnAnnotation()).run();
		assertThat(this.proxies.page().value("meta_total{exception=\"none\",result=\"success\"}")).isEqualTo(1);
	}

	@Test
	void severalOfOneKind() {
		this.proxies.proxy(new Repeated()).run();
		assertThat(this.proxies.page().value("one_total{exception=\"none\",result=\"success\"}")).isEqualTo(1);
		assertThat(this.proxies.page().value("two_total{exception=\"none\",result=\"success\"}")).isEqualTo(1);
		assertThat(this.proxies.page().value("meta_total{exception=\"none\",result=\"success\"}")).isEqualTo(1);
	}

	@Test
	void bridgeMethodsCountOnce() {
		Generic proxy = this.proxies.proxy(new Generic());
		Function<String, String> bridged = proxy;
		bridged.apply("a");
		proxy.apply("b");
		assertThat(calls(Generic.class, "apply")).isEqualTo(2);
		MeteredProxies ofInterfaces = MeteredProxies.ofInterfaces();
		ofInterfaces.<Function<String, String>>proxy(new Generic()).apply("c");
		assertThat(calls(ofInterfaces.page(), Generic.class, "apply")).isEqualTo(1);
	}

	@Test
	void defaultMethodsOfInterfaces() {
		this.proxies.proxy(new WithDefault() {
		}).run();
		assertThat(this.proxies.page().text()).containsPattern("method_calls_total.*method=\"run\".*} 1.0");
	}

	@Test
	void lambdasHaveTheNameOfTheirInterfaceAndItsParameters() {
		MeteredProxies ofInterfaces = MeteredProxies.ofInterfaces();
		WithMethod lambda = () -> {
		};
		WithParameter withParameter = (key) -> {
		};
		ofInterfaces.proxy(lambda).onMethod();
		ofInterfaces.proxy(withParameter).find("a");
		assertThat(calls(ofInterfaces.page(), WithMethod.class, "onMethod")).isEqualTo(1);
		assertThat(ofInterfaces.page().value("finds_total{exception=\"none\",key=\"a\",result=\"success\"}"))
			.isEqualTo(1);
		assertThat(ofInterfaces.page().text()).doesNotContain("Lambda");
	}

	@Test
	void withoutAnnotationThereIsNoProxy() {
		Supplier<String> target = new Plain();
		assertThat(this.proxies.proxy(target)).isSameAs(target);
	}

	@Test
	void seriesThatAreKnownStartAtZero() {
		this.proxies.proxy(new OtherKindOnMethod());
		assertThat(this.proxies.page().samples())
			.containsEntry("method_calls_total{class=\"%s\",exception=\"none\",method=\"run\",result=\"success\"}"
				.formatted(OtherKindOnMethod.class.getName()), 0.0);
	}

	private double calls(Class<?> type, String method) {
		return calls(this.proxies.page(), type, method);
	}

	private static double calls(Page page, Class<?> type, String method) {
		return page.value("method_calls_total{class=\"%s\",exception=\"none\",method=\"%s\",result=\"success\"}"
			.formatted(type.getName(), method));
	}

	static class OnMethod {

		@Counted
		void run() {
		}

	}

	@Counted
	static class OnClass {

		public void run() {
		}

		void hidden() {
		}

		@Override
		public String toString() {
			return "an object";
		}

	}

	@Counted
	static class OwnOnMethod {

		@Counted("own")
		public void run() {
		}

	}

	@Counted
	@TrackInProgress
	static class OtherKindOnMethod {

		@Timed
		public void run() {
		}

	}

	interface WithMethod {

		@Counted
		void onMethod();

	}

	interface WithParameter {

		@Counted(value = "finds", labels = "key=#{#key}")
		void find(String key);

	}

	@Counted
	interface WithType {

		void onType();

	}

	static class FromInterfaces implements WithMethod, WithType {

		@Override
		public void onMethod() {
		}

		@Override
		public void onType() {
		}

		public void ofNoInterface() {
		}

	}

	static class Unknowing {

		public void onMethod() {
		}

	}

	static class Late extends Unknowing implements WithMethod {

	}

	static class Inherits extends OnClass {

	}

	static class Overrides extends OnMethod {

		@Override
		void run() {
		}

	}

	static class OverridesWithOwn extends OnMethod {

		@Override
		@Counted("mine")
		void run() {
		}

	}

	@Counted("meta")
	@Retention(RetentionPolicy.RUNTIME)
	@interface Metered {

		@AliasFor(annotation = Counted.class, attribute = "help")
		String about() default "";

	}

	static class OnAnnotation {

		@Metered(about = "Calls that are metered")
		public void run() {
		}

	}

	static class Repeated {

		@Counted("one")
		@Counted("two")
		@Metered
		public void run() {
		}

	}

	static class Generic implements Function<String, String> {

		@Counted
		@Override
		public String apply(String text) {
			return text;
		}

	}

	interface WithDefault {

		@Counted
		default void run() {
		}

	}

	static class Plain implements Supplier<String> {

		@Override
		public String get() {
			return "";
		}

	}

}
