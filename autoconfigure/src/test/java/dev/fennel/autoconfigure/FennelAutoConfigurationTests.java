package dev.fennel.autoconfigure;

import java.util.concurrent.atomic.AtomicReference;

import dev.fennel.GuardedRegistry;
import dev.fennel.MetricDefinitionException;
import dev.fennel.MetricFactory;
import dev.fennel.testing.Scrapes;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class FennelAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(FennelAutoConfiguration.class));

	@Test
	void definesRegistryAndFactory() {
		this.runner.run((context) -> assertThat(context).hasSingleBean(GuardedRegistry.class)
			.hasBean("fennelRegistry")
			.hasSingleBean(MetricFactory.class));
	}

	@Test
	void definesNothingWhenSwitchedOff() {
		this.runner.withPropertyValues("fennel.enabled=false")
			.run((context) -> assertThat(context.getBeanFactory().getBeanNamesForType(Object.class))
				.noneMatch((name) -> name.contains("fennel")));
	}

	@Test
	void backsOffWithoutTheClient() {
		this.runner.withClassLoader(new FilteredClassLoader(Counter.class))
			.run((context) -> assertThat(context).doesNotHaveBean(MetricFactory.class));
	}

	@Test
	void theApplicationsRegistryComesFirstWhereOneIsAskedFor() {
		this.runner.withUserConfiguration(OwnRegistry.class).run((context) -> {
			assertThat(context.getBean(PrometheusRegistry.class)).isSameAs(context.getBean("ownRegistry"));
			assertThat(context.getBeansOfType(PrometheusRegistry.class)).hasSize(2);
		});
	}

	@Test
	void withoutAnotherRegistryFennelsIsInjected() {
		this.runner.run((context) -> assertThat(context.getBean(PrometheusRegistry.class))
			.isSameAs(context.getBean("fennelRegistry")));
	}

	@Test
	void backsOffForARegistryOfItsType() {
		this.runner.withUserConfiguration(OwnGuardedRegistry.class).run((context) -> {
			assertThat(context).hasSingleBean(GuardedRegistry.class).doesNotHaveBean("fennelRegistry");
			assertThat(Scrapes.of(context.getBean(GuardedRegistry.class)).text()).contains("fennel_errors_total");
		});
	}

	@Test
	void bindsNamespaceLabelsBudgetAndHistograms() {
		this.runner
			.withPropertyValues("fennel.namespace=shop", "fennel.common-labels.region=eu", "fennel.max-series=7",
					"fennel.histograms=native")
			.run((context) -> {
				MetricFactory factory = context.getBean(MetricFactory.class);
				factory.histogram("wait_seconds").registerSingle().observe(1);
				assertThat(factory.maxSeries()).isEqualTo(7);
				assertThat(Scrapes.of(context.getBean(GuardedRegistry.class)).samples())
					.containsEntry("shop_wait_seconds_count{region=\"eu\"}", 1.0)
					.doesNotContainKey("shop_wait_seconds_bucket{region=\"eu\",le=\"1.0\"}");
			});
	}

	@Test
	void targetInfoIsShownIfThereIsAny() {
		this.runner.run((context) -> assertThat(Scrapes.of(context.getBean(GuardedRegistry.class)).text())
			.doesNotContain("target_info"));
		this.runner.withPropertyValues("fennel.target-info.service=shop", "fennel.target-info.env=test")
			.run((context) -> assertThat(Scrapes.of(context.getBean(GuardedRegistry.class)).samples())
				.containsEntry("target_info{env=\"test\",service=\"shop\"}", 1.0));
	}

	@Test
	void collectorBeansAreRegisteredAndTakenBack() {
		AtomicReference<GuardedRegistry> registry = new AtomicReference<>();
		this.runner.withUserConfiguration(Collectors.class).run((context) -> {
			registry.set(context.getBean(GuardedRegistry.class));
			assertThat(Scrapes.of(registry.get()).samples()).containsEntry("stock", 1.0)
				.containsEntry("fennel_collector_up{collector=\"pairs\"}", 1.0);
		});
		assertThat(Scrapes.of(registry.get()).text()).doesNotContain("stock").doesNotContain("pairs");
	}

	@Test
	void lazyCollectorsAreNotMadeForIt() {
		this.runner.withUserConfiguration(LazyCollector.class).run((context) -> {
			GuardedRegistry registry = context.getBean(GuardedRegistry.class);
			assertThat(context.getBeanFactory().containsSingleton("lazyGauge")).isFalse();
			assertThat(Scrapes.of(registry).text()).doesNotContain("lazy_stock");
			context.getBean("lazyGauge");
			assertThat(Scrapes.of(registry).samples()).containsEntry("lazy_stock", 0.0);
		});
	}

	@Test
	void aLazyCollectorThatClashesDoesNotFailItsCaller(CapturedOutput output) {
		this.runner.withUserConfiguration(Collectors.class, LazyClash.class).run((context) -> {
			assertThat(context.getBean("lazyClash")).isNotNull();
			assertThat(Scrapes.of(context.getBean(GuardedRegistry.class)).samples())
				.containsEntry("fennel_errors_total{feature=\"core\"}", 1.0);
			assertThat(output.getAll()).contains("Fennel could not register the bean 'lazyClash'");
		});
	}

	@Test
	void prototypesAreNotRegistered() {
		this.runner.withUserConfiguration(PrototypeCollector.class).run((context) -> {
			context.getBean("prototypeGauge");
			context.getBean("prototypeGauge");
			assertThat(Scrapes.of(context.getBean(GuardedRegistry.class)).text()).doesNotContain("prototype_stock");
		});
	}

	@Test
	void twoBeansOfOneFamilyFailNamingTheBean() {
		this.runner.withUserConfiguration(Collectors.class, Clash.class)
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOf(MetricDefinitionException.class)
				.hasMessageContaining("bean 'clash'")
				.hasMessageContaining("stock"));
	}

	@Test
	void misspelledPropertiesAreNamed(CapturedOutput output) {
		this.runner
			.withPropertyValues("fennel.endpont.path=/x", "fennel.max-serie=1", "fennel.maxSeries=9",
					"fennel.web.buckets[0]=1", "fennel.common-labels.region=eu", "fennel.endpoint.createdSeries=true")
			.run((context) -> assertThat(output.getAll()).contains("Fennel has no property 'fennel.endpont.path'")
				.contains("Fennel has no property 'fennel.max-serie'")
				.doesNotContain("maxSeries", "buckets", "common-labels", "created"));
	}

	@Test
	void nothingIsMadeTooEarly(CapturedOutput output) {
		this.runner.withUserConfiguration(Collectors.class).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(output.getAll()).doesNotContain("not eligible for getting processed");
		});
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnRegistry {

		@Bean
		PrometheusRegistry ownRegistry() {
			return new PrometheusRegistry();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnGuardedRegistry {

		@Bean
		GuardedRegistry metrics() {
			return new GuardedRegistry();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Collectors {

		@Bean
		Gauge stock() {
			Gauge gauge = Gauge.builder().name("stock").build();
			gauge.set(1);
			return gauge;
		}

		@Bean
		MultiCollector pairs() {
			return MetricSnapshots::of;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Clash {

		@Bean
		Gauge clash() {
			return Gauge.builder().name("stock").build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LazyClash {

		@Bean
		@Lazy
		Gauge lazyClash() {
			return Gauge.builder().name("stock").build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LazyCollector {

		@Bean
		@Lazy
		Gauge lazyGauge() {
			return Gauge.builder().name("lazy_stock").build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class PrototypeCollector {

		@Bean
		@Scope("prototype")
		Gauge prototypeGauge() {
			return Gauge.builder().name("prototype_stock").build();
		}

	}

}
