package dev.fennel.method;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

import dev.fennel.Buckets;
import dev.fennel.ExceptionTypes;
import dev.fennel.Failures;
import dev.fennel.Jobs;
import dev.fennel.MetricDefinitionException;
import dev.fennel.MetricFactory;
import dev.fennel.MetricFamily;
import dev.fennel.MetricFamilyBuilder;
import dev.fennel.annotation.CountExceptions;
import dev.fennel.annotation.Counted;
import dev.fennel.annotation.PushMetrics;
import dev.fennel.annotation.Timed;
import dev.fennel.annotation.TrackInProgress;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;

/**
 * The families of annotated methods.
 *
 * @since 0.1.0
 */
public final class MethodMetrics implements AopInfrastructureBean, AutoCloseable {

	private final MetricFactory metrics;

	private final @Nullable Jobs jobs;

	private final double[] buckets;

	private final Failures failures;

	private final AsyncResults results;

	/** The first help text for each name, since one page has only one. */
	private final Map<String, String> help = new ConcurrentHashMap<>();

	/**
	 * Creates the families' owner.
	 * @param metrics makes the families
	 * @param buckets upper bounds of durations in seconds, none for the default
	 * @throws dev.fennel.MetricDefinitionException if they do not rise
	 */
	public MethodMetrics(MetricFactory metrics, double... buckets) {
		this(metrics, null, buckets);
	}

	/**
	 * Creates the families' owner.
	 * @param metrics makes the families
	 * @param jobs who hears of methods that are jobs, null where nobody does
	 * @param buckets upper bounds of durations in seconds, none for the default
	 * @throws dev.fennel.MetricDefinitionException if they do not rise
	 */
	public MethodMetrics(MetricFactory metrics, @Nullable Jobs jobs, double... buckets) {
		this.metrics = metrics;
		this.jobs = jobs;
		this.buckets = Buckets.requireRising("fennel.method.buckets", buckets);
		this.failures = new Failures(metrics, "method");
		this.results = new AsyncResults(this.failures);
	}

	Failures failures() {
		return this.failures;
	}

	AsyncResults results() {
		return this.results;
	}

	/**
	 * Stops looking whether futures are done.
	 */
	@Override
	public void close() {
		this.results.close();
	}

	MethodPlan plan(Class<?> type, Method method, MethodAnnotations annotations) {
		MethodPlanBuilder plan = new MethodPlanBuilder(type, method);
		addAll(plan, annotations.timed(), this::add);
		addAll(plan, annotations.counted(), this::add);
		addAll(plan, annotations.exceptions(), this::add);
		addAll(plan, annotations.inProgress(), this::add);
		addAll(plan, annotations.pushed(), this::add);
		return plan.build(this.results, this.failures);
	}

	private <A extends Annotation> void addAll(MethodPlanBuilder plan, List<A> annotations,
			BiConsumer<MethodPlanBuilder, A> adding) {
		for (A annotation : annotations) {
			try {
				adding.accept(plan, annotation);
			}
			catch (MetricDefinitionException ex) {
				throw of(plan.owner(annotation), ex);
			}
		}
	}

	/** The same with the annotation named first. */
	private static MetricDefinitionException of(String owner, MetricDefinitionException failure) {
		String message = String.valueOf(failure.getMessage());
		return message.startsWith(owner) ? failure
				: new MetricDefinitionException(owner + ": " + message, failure.getAction());
	}

	private void add(MethodPlanBuilder plan, Timed timed) {
		String owner = plan.owner(timed);
		MethodLabels labels = plan.labels(owner, timed.value().isEmpty(), false, timed.labels())
			.with(MethodLabels.exception());
		String name = orDefault(timed.value(), "method_duration_seconds");
		plan.add(new DurationMeter(new CallPoints<>(durations(timed, name, owner, labels), labels)));
	}

	private MetricFamily<DistributionDataPoint> durations(Timed timed, String name, String owner, MethodLabels labels) {
		MetricFamilyBuilder<DistributionDataPoint> family;
		if (timed.quantiles().length > 0) {
			if (timed.buckets().length > 0) {
				throw new MetricDefinitionException("%s has both quantiles and buckets".formatted(owner),
						"Leave the quantiles out for a histogram, or the buckets for a summary");
			}
			family = this.metrics.summary(name).quantiles(timed.quantiles());
		}
		else {
			family = this.metrics.histogram(name)
				.buckets((timed.buckets().length > 0) ? timed.buckets() : this.buckets);
		}
		return register(family, name, orDefault(timed.help(), "Time that calls took"), owner, labels);
	}

	private void add(MethodPlanBuilder plan, Counted counted) {
		String owner = plan.owner(counted);
		MethodLabels labels = plan.labels(owner, counted.value().isEmpty(), false, counted.labels())
			.with(MethodLabels.result())
			.with(MethodLabels.exception());
		String name = orDefault(counted.value(), "method_calls_total");
		MetricFamily<CounterDataPoint> family = register(this.metrics.counter(name), name,
				orDefault(counted.help(), "Calls that have ended"), owner, labels);
		plan.add(new CallMeter(new CallPoints<>(family, labels)));
	}

	private void add(MethodPlanBuilder plan, CountExceptions exceptions) {
		String owner = plan.owner(exceptions);
		MethodLabels labels = plan.labels(owner, exceptions.value().isEmpty(), false, exceptions.labels())
			.with(MethodLabels.error());
		String name = orDefault(exceptions.value(), "method_exceptions_total");
		MetricFamily<CounterDataPoint> family = register(this.metrics.counter(name), name,
				orDefault(exceptions.help(), "Exceptions with which calls ended"), owner, labels);
		plan.add(new ExceptionMeter(family, labels, new ExceptionTypes(List.of(exceptions.exceptions()))));
	}

	private void add(MethodPlanBuilder plan, TrackInProgress inProgress) {
		String owner = plan.owner(inProgress);
		MethodLabels labels = plan.labels(owner, inProgress.value().isEmpty(), true, inProgress.labels());
		String name = orDefault(inProgress.value(), "method_in_progress");
		MetricFamily<GaugeDataPoint> family = register(this.metrics.upDownCounter(name), name,
				orDefault(inProgress.help(), "Calls that have begun and not ended"), owner, labels);
		plan.add(new InProgressMeter(new CallPoints<>(family, labels), plan.size()));
	}

	private void add(MethodPlanBuilder plan, PushMetrics pushed) {
		if (this.jobs != null) {
			plan.add(new JobMeter(this.jobs.of(orDefault(pushed.job(), plan.shortName()))));
		}
	}

	private <D> MetricFamily<D> register(MetricFamilyBuilder<D> family, String name, String text, String owner,
			MethodLabels labels) {
		String base = name.endsWith("_total") ? name.substring(0, name.lastIndexOf('_')) : name;
		return family.askedBy(owner)
			.help(this.help.computeIfAbsent(base, (key) -> text))
			.labels(labels.names())
			.closed(labels.closed())
			.register();
	}

	private static String orDefault(String text, String otherwise) {
		return text.isEmpty() ? otherwise : text;
	}

}
