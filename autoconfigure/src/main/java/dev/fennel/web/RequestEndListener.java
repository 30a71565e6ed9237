package dev.fennel.web;

import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.aop.framework.AopInfrastructureBean;

/**
 * Hears of the end of requests that no filter of Fennel's sees: those that no error page
 * answers, or whose exception a filter outside the outer one has answered. To be
 * registered with the servlet context, which Boot does with each bean of this type.
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
	public void requestInitialized(ServletRequestEvent event) {
		this.metrics.hearOfEnds();
	}

	@Override
	public void requestDestroyed(ServletRequestEvent event) {
		try {
			RequestRecord record = RecordAttribute.get(event.getServletRequest());
			if (record != null && event.getServletRequest() instanceof HttpServletRequest request) {
				record.destroyed(request);
			}
		}
		catch (Throwable ex) {
			this.metrics.failures().record("hear of the end of a request", ex);
		}
	}

}
