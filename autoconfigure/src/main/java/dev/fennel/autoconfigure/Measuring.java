package dev.fennel.autoconfigure;

import java.util.function.Consumer;

import dev.fennel.Failures;
import dev.fennel.MetricFactory;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Finds what measures beans of a kind, which is made when the first of them is. As long
 * as the application starts, a wrong set-up of it stops the start. What is made later is
 * left as it is, which is logged and counted.
 *
 * @since 0.1.0
 */
public final class Measuring implements SmartInitializingSingleton, AopInfrastructureBean {

	private static final Log logger = LogFactory.getLog(Measuring.class);

	private final ObjectProvider<MetricFactory> metrics;

	private volatile boolean started;

	Measuring(ObjectProvider<MetricFactory> metrics) {
		this.metrics = metrics;
	}

	@Override
	public void afterSingletonsInstantiated() {
		this.started = true;
	}

	/**
	 * Returns what measures beans of a kind.
	 * @param <T> its type
	 * @param provider provides it
	 * @param feature the label value in {@code fennel_errors_total}
	 * @return what measures, null if there is none or its set-up is wrong
	 */
	public <T> @Nullable T find(ObjectProvider<T> provider, String feature) {
		if (!this.started) {
			return provider.getIfAvailable();
		}
		try {
			return provider.getIfAvailable();
		}
		catch (Throwable ex) {
			failed(feature, ex);
			return null;
		}
	}

	/**
	 * Has beans of a kind measured, if there is what measures them.
	 * @param <T> the type of what measures
	 * @param provider provides it
	 * @param feature the label value in {@code fennel_errors_total}
	 * @param action has it measure
	 */
	public <T> void with(ObjectProvider<T> provider, String feature, Consumer<T> action) {
		T available = find(provider, feature);
		if (available != null) {
			action.accept(available);
		}
	}

	private void failed(String feature, Throwable failure) {
		try {
			new Failures(this.metrics.getObject(), feature).record("measure a bean", failure);
		}
		catch (Throwable ex) {
			logger.warn("Fennel could not measure a bean", failure);
		}
	}

}
