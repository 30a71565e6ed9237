package dev.fennel.process;

import java.util.Map;

import dev.fennel.GuardedRegistry;
import dev.fennel.MetricFactory;
import dev.fennel.testing.Scrapes;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ApplicationMetricsTests {

	private final GuardedRegistry registry = new GuardedRegistry();

	@Test
	void theApplicationSaysWhatItIs() {
		MetricFactory metrics = MetricFactory.with(this.registry)
			.namespace("shop")
			.commonLabels(Map.of("region", "eu"))
			.build();
		new ApplicationMetrics(metrics, new ApplicationDescription("orders", "1.2", "4.1.1", ""));
		assertThat(Scrapes.of(this.registry).text()).contains("""
				# TYPE shop_application_info gauge
				shop_application_info{git_commit="",name="orders",pid="%d",region="eu",spring_boot_version="4.1.1",\
				version="1.2"} 1
				""".formatted(ProcessHandle.current().pid()));
	}

}
