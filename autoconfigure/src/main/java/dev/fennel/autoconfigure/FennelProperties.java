package dev.fennel.autoconfigure;

import java.util.Map;

import dev.fennel.HistogramType;
import dev.fennel.LabelStyle;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What holds for all features.
 *
 * @param enabled Whether Fennel does anything at all.
 * @param namespace What is put before the name of each family, with an underscore.
 * @param commonLabels Labels with a constant value that each family has.
 * @param maxSeries How many label sets a family may hold before new ones are folded.
 * @param histograms What histograms are made of.
 * @param labels Names of the labels of HTTP families: short ones, or those of
 * OpenTelemetry.
 * @param targetInfo Labels of the family target_info, which is left out without any.
 * @since 0.1.0
 */
@ConfigurationProperties("fennel")
public record FennelProperties(@DefaultValue("true") boolean enabled, @DefaultValue("") String namespace,
		@DefaultValue Map<String, String> commonLabels, @DefaultValue("5000") int maxSeries,
		@DefaultValue("classic") HistogramType histograms, @DefaultValue("short") LabelStyle labels,
		@DefaultValue Map<String, String> targetInfo) implements AopInfrastructureBean {

	/**
	 * Creates the properties.
	 */
	public FennelProperties {
		commonLabels = Map.copyOf(commonLabels);
		targetInfo = Map.copyOf(targetInfo);
	}

}
