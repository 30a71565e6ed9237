package dev.fennel.sample.trace;

import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.SdkTracerProvider;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * A tracer that samples everything and exports nothing, to which request durations have
 * exemplars.
 */
@Configuration(proxyBeanMethods = false)
class TracingConfiguration {

	@Bean
	OpenTelemetrySdk openTelemetry() {
		return OpenTelemetrySdk.builder().setTracerProvider(SdkTracerProvider.builder().build()).build();
	}

	@Bean
	TraceFilter traceFilter(OpenTelemetrySdk openTelemetry) {
		return new TraceFilter(openTelemetry.getTracer("bookshop"));
	}

}
