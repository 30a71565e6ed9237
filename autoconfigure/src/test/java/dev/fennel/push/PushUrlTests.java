package dev.fennel.push;

import java.util.Map;

import dev.fennel.MetricDefinitionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PushUrlTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			http://gateway:9091 | http://gateway:9091/metrics/job/shop
			http://gateway:9091/ | http://gateway:9091/metrics/job/shop
			https://gateway/base/path/ | https://gateway/base/path/metrics/job/shop
			HTTP://gateway | HTTP://gateway/metrics/job/shop
			gateway:9091 | http://gateway:9091/metrics/job/shop
			gateway | http://gateway/metrics/job/shop
			[::1]:9091 | http://[::1]:9091/metrics/job/shop
			""")
	void addressesNeedNoScheme(String address, String url) {
		assertThat(PushUrl.group(address, "shop", Map.of()).uri()).hasToString(url);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-", textBlock = """
			shop | /job/shop
			a/b | /job@base64/YS9i
			a b | /job@base64/YSBi
			a?>/ | /job@base64/YT8-Lw==
			.. | /job@base64/Li4=
			a+b%ü;=? | /job/a%2Bb%25%C3%BC%3B%3D%3F
			""")
	void theJobIsWrittenAsAllValuesAre(String job, String path) {
		assertThat(PushUrl.group("gateway", job, Map.of()).uri()).hasToString("http://gateway/metrics" + path);
		assertThat(PushUrl.group("gateway", "x", Map.of("k", job)).uri())
			.hasToString("http://gateway/metrics/job/x" + path.replace("/job", "/k"));
	}

	@Test
	void keysAreSortedAndMayBeEmpty() {
		assertThat(PushUrl.group("gateway", "x", Map.of("zone", "", "instance", "10.0.0.5", "a", "b")).uri())
			.hasToString("http://gateway/metrics/job/x/a/b/instance/10.0.0.5/zone@base64/=");
	}

	@Test
	void whatIsNoPushgatewayHasAPathOfItsOwn() {
		PushUrl url = PushUrl.custom("vm:8428", "/api/v1/import/prometheus?extra_label=a=b");
		assertThat(url.uri()).hasToString("http://vm:8428/api/v1/import/prometheus?extra_label=a=b");
		assertThat(url.isGroup()).isFalse();
		assertThat(url).hasToString("http://vm:8428/api/v1/import/prometheus");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", ":", "ftp://gateway", "http://a b", "http://gateway?x=1", "http://gateway#x",
			"http://me:s3cret@gateway" })
	void whatIsNoAddressIsRefused(String address) {
		assertThatExceptionOfType(MetricDefinitionException.class)
			.isThrownBy(() -> PushUrl.group(address, "shop", Map.of()))
			.withMessageStartingWith("fennel.push.address ")
			.satisfies((ex) -> assertThat(ex.getMessage() + ex.getAction()).doesNotContain("s3cret"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "job", "a-b", "", "1a", "__a" })
	void whatIsNoLabelIsRefused(String name) {
		assertThatExceptionOfType(MetricDefinitionException.class)
			.isThrownBy(() -> PushUrl.group("gateway", "shop", Map.of(name, "x")))
			.withMessage("fennel.push.grouping-key has '%s', which is no name of a label", name);
	}

	@Test
	void pathsBeginWithASlash() {
		assertThatExceptionOfType(MetricDefinitionException.class).isThrownBy(() -> PushUrl.custom("gateway", "import"))
			.withMessage("fennel.push.path is 'import'");
		assertThatExceptionOfType(MetricDefinitionException.class).isThrownBy(() -> PushUrl.custom("gateway", "/a b"))
			.withMessage("fennel.push.path is not one of a URL");
	}

}
