package dev.fennel;

import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.fennel.testing.Page;
import dev.fennel.testing.Scrapes;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class StateDataPointTests {

	private final GuardedRegistry registry = new GuardedRegistry();

	private final MetricFactory factory = MetricFactory.with(this.registry).maxSeries(2).build();

	private final StateDataPoint<Door> door = this.factory.states("door", Door.class).help("The door").registerSingle();

	@Test
	void theFirstStateIsTrueAtTheStart() {
		assertThat(this.door.get()).isEqualTo(Door.OPEN);
		assertThat(Scrapes.of(this.registry).text()).contains("""
				# HELP door The door
				# TYPE door gauge
				door{door="CLOSED"} 0
				door{door="LOCKED"} 0
				door{door="OPEN"} 1
				""");
	}

	@Test
	void theStateSetLastIsTrueAndNoOther() {
		this.door.set(Door.LOCKED);
		this.door.set(Door.CLOSED);
		assertThat(this.door.get()).isEqualTo(Door.CLOSED);
		assertThat(Scrapes.of(this.registry).samples()).containsEntry("door{door=\"OPEN\"}", 0.0)
			.containsEntry("door{door=\"CLOSED\"}", 1.0)
			.containsEntry("door{door=\"LOCKED\"}", 0.0);
	}

	@Test
	void exactlyOneIsTrueHoweverOftenItChanges() throws Exception {
		AtomicBoolean done = new AtomicBoolean();
		Thread writer = new Thread(() -> {
			for (int i = 0; !done.get(); i++) {
				this.door.set(Door.values()[i % 3]);
			}
		});
		writer.start();
		for (int i = 0; i < 1000; i++) {
			assertThat(Scrapes.of(this.registry).sum((sample) -> sample.startsWith("door{"))).isEqualTo(1);
		}
		done.set(true);
		writer.join();
	}

	@Test
	void nullIsNoState() {
		this.door.set(Door.CLOSED);
		assertThatIllegalArgumentException().isThrownBy(() -> this.door.set(null))
			.withMessage("The metric family 'door' has the states [OPEN, CLOSED, LOCKED], but null was given");
		assertThat(this.door.get()).isEqualTo(Door.CLOSED);
	}

	@Test
	void anEnumWithoutConstantsIsRefused() {
		assertThatExceptionOfType(MetricDefinitionException.class)
			.isThrownBy(() -> this.factory.states("nothing", Nothing.class))
			.withMessage("The enum %s of the states of 'nothing' has no constants", Nothing.class.getName())
			.satisfies((ex) -> assertThat(ex.getAction()).isNotBlank());
	}

	@Test
	void aLabelOfTheFamilysNameIsRefused() {
		assertThatExceptionOfType(MetricDefinitionException.class)
			.isThrownBy(() -> this.factory.states("gate", Door.class).labels("gate").register())
			.withMessage("The metric family 'gate' has the label 'gate', which a stateset has itself");
		MetricFactory common = MetricFactory.with(new GuardedRegistry())
			.namespace("shop")
			.commonLabels(Map.of("shop_gate", "1"))
			.build();
		assertThatExceptionOfType(MetricDefinitionException.class)
			.isThrownBy(() -> common.states("gate", Door.class).register());
	}

	@Test
	void askingTwiceGivesTheSameAndAnotherEnumIsRefused() {
		assertThat(this.factory.states("door", Door.class).help("The door").registerSingle()).isSameAs(this.door);
		assertThatExceptionOfType(MetricDefinitionException.class)
			.isThrownBy(() -> this.factory.states("door", Window.class).help("The door").register())
			.withMessageContaining(", the states of " + Door.class.getName())
			.withMessageContaining(", the states of " + Window.class.getName());
	}

	@Test
	void anotherTypeOfThatNameIsRefused() {
		this.registry.register(io.prometheus.metrics.core.metrics.Gauge.builder().name("window").build());
		assertThatExceptionOfType(MetricDefinitionException.class)
			.isThrownBy(() -> this.factory.states("window", Window.class).register())
			.withMessage("the gauge 'window' is registered already, the stateset 'window' cannot be too");
	}

	@Test
	void eachLabelSetHasItsOwnStateBesideCommonLabels() {
		GuardedRegistry own = new GuardedRegistry();
		MetricFamily<StateDataPoint<Window>> windows = MetricFactory.with(own)
			.namespace("shop")
			.commonLabels(Map.of("region", "eu"))
			.build()
			.states("window", Window.class)
			.labels("floor")
			.register();
		windows.labelValues("1").set(Window.SHUT);
		windows.labelValues("2");
		assertThat(Scrapes.of(own).samples())
			.containsEntry("shop_window{floor=\"1\",region=\"eu\",shop_window=\"SHUT\"}", 1.0)
			.containsEntry("shop_window{floor=\"1\",region=\"eu\",shop_window=\"OPEN\"}", 0.0)
			.containsEntry("shop_window{floor=\"2\",region=\"eu\",shop_window=\"OPEN\"}", 1.0);
	}

	@Test
	void beyondTheBudgetItIsLeftOutAndCounted() {
		MetricFamily<StateDataPoint<Window>> windows = this.factory.states("window", Window.class)
			.labels("floor")
			.register();
		windows.labelValues("1");
		windows.labelValues("2");
		windows.labelValues("3").set(Window.SHUT);
		Page page = Scrapes.of(this.registry);
		assertThat(page.text()).doesNotContain("floor=\"3\"").doesNotContain("__other__");
		assertThat(page.samples()).containsEntry("fennel_series_folded_total{family=\"window\"}", 1.0);
	}

	@Test
	void itIsFennelsOwn() {
		Page page = Scrapes.of(this.registry);
		assertThat(page.text()).doesNotContain("fennel_collector_up{");
		assertThat(page.samples()).containsEntry("fennel_series{family=\"door\"}", 1.0);
	}

	enum Door {

		OPEN, CLOSED {
			@Override
			public String toString() {
				return "no name";
			}
		},
		LOCKED

	}

	enum Window {

		OPEN, SHUT

	}

	enum Nothing {

	}

}
