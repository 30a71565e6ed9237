package dev.fennel.autoconfigure.web;

import dev.fennel.web.HandlerMetricsInterceptor;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Puts Fennel's interceptor before the application's own.
 */
final class HandlerMetricsConfigurer implements WebMvcConfigurer, AopInfrastructureBean {

	@Override
	public void addInterceptors(InterceptorRegistry registry) {
		registry.addInterceptor(new HandlerMetricsInterceptor()).order(Ordered.HIGHEST_PRECEDENCE);
	}

}
