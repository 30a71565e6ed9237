package dev.fennel.autoconfigure.multiprocess;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import dev.fennel.GaugeMode;
import dev.fennel.MetricDefinitionException;
import dev.fennel.multiprocess.MultiprocessOptions;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;

/**
 * Several processes of one host that are scraped as one.
 *
 * @param enabled Whether this process shares its page with others.
 * @param directory Directory that they share.
 * @param processId Value of the label process; the pid without.
 * @param flushInterval Time from the end of one publication to the next, which is the
 * most that a process loses that is killed.
 * @param reapAfter How long what cannot be added up is shown of a process that has ended.
 * @param gauges How gauges are shown, by name of the family: all, min, max, sum,
 * mostrecent, or one of them with live before it.
 * @since 0.1.0
 */
@ConfigurationProperties("fennel.multiprocess")
public record MultiprocessProperties(@DefaultValue("false") boolean enabled, @Nullable String directory,
		@Nullable String processId, @DefaultValue("1s") Duration flushInterval, @DefaultValue("5m") Duration reapAfter,
		@DefaultValue Map<String, GaugeMode> gauges) implements AopInfrastructureBean {

	MultiprocessOptions options() {
		if (!StringUtils.hasText(this.directory)) {
			throw new MetricDefinitionException("fennel.multiprocess.directory is missing",
					"Set it to a directory for the processes that share a page, or set fennel.multiprocess.enabled to"
							+ " false");
		}
		String id = (this.processId != null) ? this.processId : Long.toString(ProcessHandle.current().pid());
		return new MultiprocessOptions(Path.of(this.directory.strip()), id, this.flushInterval, this.reapAfter,
				this.gauges);
	}

}
