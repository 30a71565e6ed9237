package dev.fennel.push;

import java.time.Duration;
import java.util.Map;

import dev.fennel.GuardedRegistry;
import dev.fennel.MetricFactory;
import dev.fennel.exposition.ExposedRegistries;
import dev.fennel.exposition.Exposition;
import dev.fennel.testing.Page;
import dev.fennel.testing.Scrapes;

/**
 * What is pushed in a test.
 */
final class Pushed {

	private final GuardedRegistry registry = new GuardedRegistry();

	private final MetricFactory metrics = MetricFactory.with(this.registry).build();

	private final Exposition exposition = new Exposition(
			new ExposedRegistries("fennelRegistry", this.registry, Map.of()), this.metrics, false, "t0ken",
			Duration.ofSeconds(5));

	GuardedRegistry registry() {
		return this.registry;
	}

	MetricFactory metrics() {
		return this.metrics;
	}

	Exposition exposition() {
		return this.exposition;
	}

	PushedPage page() {
		return new PushedPage(this.exposition);
	}

	Page scrape() {
		return Scrapes.of(this.registry);
	}

}
