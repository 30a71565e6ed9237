package dev.fennel.autoconfigure.push;

import java.nio.file.Path;
import java.time.Duration;

import dev.fennel.MetricDefinitionException;
import dev.fennel.push.AtStop;
import dev.fennel.push.PushPlan;
import dev.fennel.push.TextFile;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;

/**
 * Metrics in a file, from which an agent of the host takes them.
 *
 * @param enabled Whether metrics are written into a file.
 * @param path File, which ends in .prom.
 * @param interval Time from the end of one writing to the next, 0 for none.
 * @param onStart Whether the file is written when the application starts.
 * @param onShutdown What happens when the application stops: the file is written once
 * more, deleted, or left.
 * @since 0.1.0
 */
@ConfigurationProperties("fennel.textfile")
public record TextFileProperties(@DefaultValue("false") boolean enabled, @Nullable String path,
		@DefaultValue("15s") Duration interval, @DefaultValue("false") boolean onStart,
		@DefaultValue("push") AtStop onShutdown) implements AopInfrastructureBean {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	PushPlan plan() {
		if (!StringUtils.hasText(this.path)) {
			throw new MetricDefinitionException("fennel.textfile.path is missing", "Set a file that ends in .prom");
		}
		return new PushPlan("textfile", new TextFile(Path.of(this.path)), this.interval, this.onStart, this.onShutdown,
				TIMEOUT, 0);
	}

}
