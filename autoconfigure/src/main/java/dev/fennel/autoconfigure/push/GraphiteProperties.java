package dev.fennel.autoconfigure.push;

import java.time.Duration;

import dev.fennel.push.AtStop;
import dev.fennel.push.Graphite;
import dev.fennel.push.GraphiteOptions;
import dev.fennel.push.PushPlan;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Metrics that are sent to Graphite.
 *
 * @param enabled Whether metrics are sent to Graphite.
 * @param host Host name or address of Graphite.
 * @param port Port of its plaintext protocol.
 * @param prefix What is put before each name, with a dot.
 * @param tags Whether labels are tags, not parts of the name.
 * @param interval Time from the end of one push to the next, 0 for none.
 * @param onStart Whether metrics are sent when the application starts.
 * @param onShutdown What happens when the application stops: metrics are sent once more,
 * or not.
 * @param timeout How long one push may take, all its retries included.
 * @since 0.1.0
 */
@ConfigurationProperties("fennel.graphite")
public record GraphiteProperties(@DefaultValue("false") boolean enabled, @DefaultValue("") String host,
		@DefaultValue("2003") int port, @DefaultValue("") String prefix, @DefaultValue("false") boolean tags,
		@DefaultValue("1m") Duration interval, @DefaultValue("false") boolean onStart,
		@DefaultValue("push") AtStop onShutdown,
		@DefaultValue("10s") Duration timeout) implements AopInfrastructureBean {

	private static final int RETRIES = 3;

	PushPlan plan() {
		GraphiteOptions options = new GraphiteOptions(this.host.strip(), this.port, this.prefix, this.tags);
		return new PushPlan("graphite", new Graphite(options), this.interval, this.onStart, this.onShutdown,
				this.timeout, RETRIES);
	}

}
