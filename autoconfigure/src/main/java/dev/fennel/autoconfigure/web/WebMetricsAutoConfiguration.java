package dev.fennel.autoconfigure.web;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import dev.fennel.ExemplarSource;
import dev.fennel.MetricFactory;
import dev.fennel.RequestListener;
import dev.fennel.autoconfigure.ConditionalOnFeature;
import dev.fennel.autoconfigure.FennelAutoConfiguration;
import dev.fennel.autoconfigure.FennelProperties;
import dev.fennel.web.HandlerExceptionCounter;
import dev.fennel.web.InnerMetricsFilter;
import dev.fennel.web.OuterMetricsFilter;
import dev.fennel.web.RequestEndListener;
import dev.fennel.web.RequestLabels;
import dev.fennel.web.RequestMetrics;
import dev.fennel.web.RequestMetricsOptions;
import dev.fennel.web.ResourceBodyAdvice;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.web.servlet.DispatcherServlet;

/**
 * The filter pair, and what Spring MVC tells it.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = FennelAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({ DispatcherServlet.class, FilterRegistrationBean.class })
@ConditionalOnBean(MetricFactory.class)
@ConditionalOnFeature("web")
@EnableConfigurationProperties(WebMetricsProperties.class)
public final class WebMetricsAutoConfiguration implements AopInfrastructureBean {

	private static final Set<String> ALL_SERVLETS = Set.of("*");

	private static final EnumSet<DispatcherType> DISPATCHES = EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC,
			DispatcherType.ERROR);

	@Bean
	@ConditionalOnMissingBean
	RequestMetrics fennelRequestMetrics(MetricFactory factory, FennelProperties common, WebMetricsProperties properties,
			ObjectProvider<RequestLabels> labels, ObjectProvider<RequestListener> listeners,
			ObjectProvider<ExemplarSource> exemplars) {
		List<RequestLabels> ordered = labels.orderedStream().toList();
		return new RequestMetrics(factory,
				new RequestMetricsOptions(properties.buckets(), properties.sizeBuckets(), properties.groupStatuses(),
						common.labels(), ordered, listeners.orderedStream().toList(), exemplars.getIfAvailable()));
	}

	@Bean
	FilterRegistrationBean<OuterMetricsFilter> fennelOuterMetricsFilter(RequestMetrics metrics,
			WebMetricsProperties properties, Environment environment) {
		FilterRegistrationBean<OuterMetricsFilter> registration = registration(
				new OuterMetricsFilter(metrics, ExcludedPaths.of(properties, environment)));
		registration.setOrder(properties.order());
		return registration;
	}

	@Bean
	FilterRegistrationBean<InnerMetricsFilter> fennelInnerMetricsFilter(RequestMetrics metrics) {
		FilterRegistrationBean<InnerMetricsFilter> registration = registration(new InnerMetricsFilter(metrics));
		registration.setServletNames(ALL_SERVLETS);
		registration.setOrder(Ordered.LOWEST_PRECEDENCE);
		return registration;
	}

	@Bean
	RequestEndListener fennelRequestEndListener(RequestMetrics metrics) {
		return new RequestEndListener(metrics);
	}

	@Bean
	HandlerMetricsConfigurer fennelHandlerMetricsConfigurer() {
		return new HandlerMetricsConfigurer();
	}

	@Bean
	HandlerExceptionCounter fennelHandlerExceptionCounter() {
		return new HandlerExceptionCounter();
	}

	@Bean
	ResourceBodyAdvice fennelResourceBodyAdvice() {
		return new ResourceBodyAdvice();
	}

	private static <F extends Filter> FilterRegistrationBean<F> registration(F filter) {
		FilterRegistrationBean<F> registration = new FilterRegistrationBean<>(filter);
		registration.setDispatcherTypes(DISPATCHES);
		return registration;
	}

}
