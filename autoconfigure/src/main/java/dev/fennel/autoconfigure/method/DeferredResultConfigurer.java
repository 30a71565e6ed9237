package dev.fennel.autoconfigure.method;

import dev.fennel.method.DeferredResultCalls;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.web.servlet.config.annotation.AsyncSupportConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Has Spring MVC say how deferred results end.
 */
final class DeferredResultConfigurer implements WebMvcConfigurer, AopInfrastructureBean {

	private final DeferredResultCalls calls;

	DeferredResultConfigurer(DeferredResultCalls calls) {
		this.calls = calls;
	}

	@Override
	public void configureAsyncSupport(AsyncSupportConfigurer configurer) {
		configurer.registerDeferredResultInterceptors(this.calls);
	}

}
