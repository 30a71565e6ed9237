package dev.fennel.logging;

import java.math.BigDecimal;

import dev.fennel.CompletedRequest;
import dev.fennel.RequestListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.spi.LoggingEventBuilder;

import org.springframework.aop.framework.AopInfrastructureBean;

/**
 * Has the lines of a request say its route, and those written at its end how long it
 * took: the very number that the histogram gets. Where the logger
 * {@code dev.fennel.requests} is at debug level, it writes such a line itself.
 *
 * @since 0.1.0
 */
public final class RequestMdc implements RequestListener, AopInfrastructureBean {

	private static final Logger logger = LoggerFactory.getLogger("dev.fennel.requests");

	private static final String ROUTE = "request.route";

	private static final String DURATION = "request.duration";

	private static final int NANO_DIGITS = 9;

	@Override
	public void matched(String route) {
		MDC.put(ROUTE, route);
	}

	@Override
	public void handled(long nanos) {
		MDC.put(DURATION, BigDecimal.valueOf(nanos, NANO_DIGITS).toPlainString());
	}

	@Override
	public void left() {
		MDC.remove(ROUTE);
		MDC.remove(DURATION);
	}

	@Override
	public void completed(CompletedRequest request) {
		if (logger.isDebugEnabled()) {
			try {
				write(request);
			}
			finally {
				left();
			}
		}
	}

	private void write(CompletedRequest request) {
		if (request.route() != null) {
			matched(request.route());
		}
		if (request.nanos() != null) {
			handled(request.nanos());
		}
		LoggingEventBuilder line = logger.atDebug();
		line.addKeyValue("request.method", request.method())
			.addKeyValue("request.status", request.status())
			.log("Request complete");
	}

}
