package dev.fennel.web;

import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.aop.framework.AopInfrastructureBean;

/**
 * Hears of the end of requests that no filter of Fennel's sees: those whose exception a
 * filter outside the outer one has answered. To be registered with the servlet context,
 * which Boot does with each bean of this type.
 *
 * @since 0.1.0
 */
public final class RequestEndListener implements ServletRequestListener, AopInfrastructureBean {

	private final RequestMetrics metrics;

	/**
	 * Creates the listener.
	 * @param metrics where requests are recorded
	 */
	public RequestEndListener(RequestMetrics metrics) {
		this.metrics = metrics;
	}

	@Override
	public void requestDestroyed(ServletRequestEvent event) {
		RequestRecord record = RequestRecord.of(event.getServletRequest());
		if (record != null && event.getServletRequest() instanceof HttpServletRequest request) {
			this.metrics.failures()
				.guard("complete a request that a filter outside answered", () -> record.destroyed(request));
		}
	}

}
