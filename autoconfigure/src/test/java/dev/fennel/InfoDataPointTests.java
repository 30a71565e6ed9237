package dev.fennel;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.fennel.testing.Page;
import dev.fennel.testing.Scrapes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class InfoDataPointTests {

	private final GuardedRegistry registry = new GuardedRegistry();

	private final MetricFactory factory = MetricFactory.with(this.registry)
		.namespace("shop")
		.commonLabels(Map.of("region", "eu"))
		.maxSeries(2)
		.build();

	private final InfoDataPoint build = this.factory.info("build").help("What was built").registerSingle();

	@Test
	void beforeItIsSetThereIsASampleWithoutKeys() {
		assertThat(Scrapes.of(this.registry).text()).contains("""
				# HELP shop_build_info What was built
				# TYPE shop_build_info gauge
				shop_build_info{region="eu"} 1
				""");
	}

	@Test
	void keysAreFreeAndReplacedAsAWhole() {
		this.build.set("version", "1", "commit", "abc");
		assertThat(infos()).containsExactly("shop_build_info{commit=\"abc\",region=\"eu\",version=\"1\"}");
		this.build.set(Map.of("tag", "v2"));
		assertThat(infos()).containsExactly("shop_build_info{region=\"eu\",tag=\"v2\"}");
		this.build.set();
		assertThat(infos()).containsExactly("shop_build_info{region=\"eu\"}");
	}

	@Test
	void aPageNeverShowsHalfOfWhatWasSet() throws Exception {
		AtomicBoolean done = new AtomicBoolean();
		Thread writer = new Thread(() -> {
			for (int i = 0; !done.get(); i++) {
				this.build.set("a" + (i % 2), "1", "b" + (i % 2), "1");
			}
		});
		this.build.set("a0", "1", "b0", "1");
		writer.start();
		for (int i = 0; i < 1000; i++) {
			assertThat(infos()).containsAnyOf("shop_build_info{a0=\"1\",b0=\"1\",region=\"eu\"}",
					"shop_build_info{a1=\"1\",b1=\"1\",region=\"eu\"}");
		}
		done.set(true);
		writer.join();
	}

	@Test
	void theNameMayEndInInfoAndAskingTwiceGivesTheSame() {
		assertThat(this.factory.info("build_info").help("What was built").register().name())
			.isEqualTo("shop_build_info");
		assertThat(this.factory.info("build_info").help("What was built").registerSingle()).isSameAs(this.build);
	}

	@Test
	void anotherTypeOfThatNameIsRefused() {
		assertThatExceptionOfType(MetricDefinitionException.class)
			.isThrownBy(() -> this.factory.info("build").help("Else").register())
			.withMessageContaining("as an info with the labels [] and the help 'Else'");
		assertThatExceptionOfType(MetricDefinitionException.class)
			.isThrownBy(() -> this.factory.gauge("build").register())
			.withMessage("the info 'shop_build' is registered already, the gauge 'shop_build' cannot be too");
	}

	@ParameterizedTest
	@ValueSource(strings = { "total", "build_info_info", "a-b" })
	void namesThatPrometheusRefusesAreRefused(String name) {
		assertThatExceptionOfType(MetricDefinitionException.class)
			.isThrownBy(() -> MetricFactory.with(new GuardedRegistry()).build().info("x_" + name).register());
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "1a", "a-b", "__a", "job", "instance", "region" })
	void wrongKeysAreRefusedAndLeaveWhatWasSet(String key) {
		this.build.set("version", "1");
		assertThatIllegalArgumentException().isThrownBy(() -> this.build.set(Map.of("version", "2", key, "x")))
			.withMessageStartingWith("The metric family 'shop_build_info' has the label '" + key + "'");
		assertThat(infos()).containsExactly("shop_build_info{region=\"eu\",version=\"1\"}");
	}

	@Test
	void nullsAreRefusedAndLeaveWhatWasSet() {
		this.build.set("version", "1");
		assertThatIllegalArgumentException().isThrownBy(() -> this.build.set("version", "2", "commit", null))
			.withMessage(
					"The metric family 'shop_build_info' was given the key 'commit' with the value 'null', and neither may be null");
		assertThatIllegalArgumentException().isThrownBy(() -> this.build.set(Collections.singletonMap(null, "x")))
			.withMessage(
					"The metric family 'shop_build_info' was given the key 'null' with the value 'x', and neither may be null");
		assertThat(infos()).containsExactly("shop_build_info{region=\"eu\",version=\"1\"}");
	}

	@Test
	void keysTwiceOrWithoutValueAreRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.build.set("version"))
			.withMessage(
					"The metric family 'shop_build_info' was given [version], which are no pairs of a name and a value");
		assertThatIllegalArgumentException().isThrownBy(() -> this.build.set("a", "1", "a", "2"))
			.withMessage("The metric family 'shop_build_info' was given 'a' twice: [a, 1, a, 2]");
	}

	@Test
	void eachLabelSetHasItsOwnKeysAndNoneOfItsLabelsAsKey() {
		MetricFamily<InfoDataPoint> modules = this.factory.info("module").labels("module").register();
		modules.labelValues("cart").set("version", "1");
		modules.labelValues("stock").set("commit", "abc");
		assertThatIllegalArgumentException().isThrownBy(() -> modules.labelValues("cart").set("module", "x"))
			.withMessage("The metric family 'shop_module_info' has the label 'module' twice");
		assertThat(Scrapes.of(this.registry).samples())
			.containsEntry("shop_module_info{module=\"cart\",region=\"eu\",version=\"1\"}", 1.0)
			.containsEntry("shop_module_info{commit=\"abc\",module=\"stock\",region=\"eu\"}", 1.0);
	}

	@Test
	void beyondTheBudgetItIsLeftOutAndCounted() {
		MetricFamily<InfoDataPoint> modules = this.factory.info("module").labels("module").register();
		modules.labelValues("a");
		modules.labelValues("b");
		modules.labelValues("c").set("version", "1");
		Page page = Scrapes.of(this.registry);
		assertThat(page.sum((sample) -> sample.startsWith("shop_module_info"))).isEqualTo(2);
		assertThat(page.samples())
			.containsEntry("shop_fennel_series_folded_total{family=\"shop_module_info\",region=\"eu\"}", 1.0);
		modules.remove("a");
		modules.labelValues("c").set("version", "1");
		assertThat(Scrapes.of(this.registry).samples())
			.containsEntry("shop_module_info{module=\"c\",region=\"eu\",version=\"1\"}", 1.0)
			.doesNotContainKey("shop_module_info{module=\"a\",region=\"eu\"}");
	}

	@Test
	void itIsFennelsOwnAndFoundByItsName() {
		Page page = Scrapes.of(this.registry);
		assertThat(page.text()).doesNotContain("fennel_collector_up{");
		assertThat(page.samples()).containsEntry("shop_fennel_series{family=\"shop_build_info\",region=\"eu\"}", 1.0);
		assertThat(this.registry.find("shop_build_info")).isPresent();
		assertThat(this.registry.scrape((name) -> name.equals("shop_build")).size()).isEqualTo(1);
		assertThat(this.registry.scrape((name) -> name.equals("shop_other")).size()).isZero();
	}

	private List<String> infos() {
		return Scrapes.of(this.registry)
			.samples()
			.keySet()
			.stream()
			.filter((sample) -> sample.startsWith("shop_build_info"))
			.toList();
	}

}
