package dev.fennel.autoconfigure.health;

import java.util.List;
import java.util.Set;

import dev.fennel.Failures;
import dev.fennel.GuardedRegistry;
import dev.fennel.MetricFactory;
import dev.fennel.health.HealthCheck;
import dev.fennel.testing.Scrapes;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FoundChecksTests {

	private final GuardedRegistry registry = new GuardedRegistry();

	private final Failures failures = new Failures(MetricFactory.with(this.registry).build(), "health");

	@Test
	void ofSeveralWithOneNameThoseAfterTheFirstHaveANumber() {
		List<HealthCheck> found = find(Set.of(), () -> List.of(check("a"), check("b")),
				() -> List.of(check("a"), check("a")));
		assertThat(found).extracting(HealthCheck::name).containsExactly("a", "b", "a.2", "a.3");
	}

	@Test
	void whatIsExcludedIsNotRun() {
		List<HealthCheck> found = find(Set.of("b", "nothing"), () -> List.of(check("a"), check("b")));
		assertThat(found).extracting(HealthCheck::name).containsExactly("a");
	}

	@Test
	void aKindThatCannotBeFoundLeavesTheOthersAndIsCounted() {
		List<HealthCheck> found = find(Set.of(), () -> {
			throw new IllegalStateException();
		}, () -> List.of(check("a")));
		assertThat(found).extracting(HealthCheck::name).containsExactly("a");
		assertThat(Scrapes.of(this.registry).value("fennel_errors_total{feature=\"health\"}")).isEqualTo(1);
	}

	private List<HealthCheck> find(Set<String> excluded, HealthCheckSource... sources) {
		return new FoundChecks(List.of(sources), excluded, this.failures).get();
	}

	private static HealthCheck check(String name) {
		return HealthCheck.of(name, () -> true);
	}

}
