package dev.fennel.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/**
 * Reads registries without a server.
 */
public final class Scrapes {

	private Scrapes() {
	}

	/**
	 * Writes a registry as the official client does.
	 * @param registry the registry
	 * @return its text page
	 */
	public static Page of(PrometheusRegistry registry) {
		ExpositionFormatWriter writer = PrometheusTextFormatWriter.builder().build();
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		try {
			writer.write(out, registry.scrape());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return Page.of(out.toString(StandardCharsets.UTF_8));
	}

}
