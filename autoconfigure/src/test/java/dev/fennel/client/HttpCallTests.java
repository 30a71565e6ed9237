package dev.fennel.client;

import dev.fennel.Failures;
import dev.fennel.GuardedRegistry;
import dev.fennel.MetricFactory;
import dev.fennel.testing.Scrapes;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyDouble;
import static org.mockito.ArgumentMatchers.anyInt;

class HttpCallTests {

	private final GuardedRegistry registry = new GuardedRegistry();

	private final ClientSeries client = Mockito.mock();

	private final RouteSeries route = Mockito.mock();

	private final HttpCall call = new HttpCall(this.client, this.route, 0,
			new Failures(MetricFactory.with(this.registry).build(), "http-client"));

	@Test
	void whatCannotBeRecordedKeepsNothingElseFromIt() {
		Mockito.doThrow(new IllegalStateException("client")).when(this.client).left();
		Mockito.doThrow(new IllegalStateException("route")).when(this.route).observe(anyInt(), anyInt(), anyDouble());
		this.call.end();
		this.call.end();
		Mockito.verify(this.client).left();
		Mockito.verify(this.route).observe(anyInt(), anyInt(), anyDouble());
		assertThat(Scrapes.of(this.registry).value("fennel_errors_total{feature=\"http-client\"}")).isEqualTo(2);
	}

}
