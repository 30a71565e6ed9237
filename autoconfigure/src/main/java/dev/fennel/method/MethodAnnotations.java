package dev.fennel.method;

import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

import dev.fennel.annotation.CountExceptions;
import dev.fennel.annotation.Counted;
import dev.fennel.annotation.PushMetrics;
import dev.fennel.annotation.Timed;
import dev.fennel.annotation.TrackInProgress;

import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;

/**
 * What is asked for on one method, or on a class for its public methods: as declared, on
 * an annotation that is declared, or on what is overridden or implemented, of which the
 * nearest counts.
 *
 * @param timed the durations
 * @param counted the counters of calls
 * @param exceptions the counters of exceptions
 * @param inProgress the gauges
 * @param pushed the jobs
 */
record MethodAnnotations(List<Timed> timed, List<Counted> counted, List<CountExceptions> exceptions,
		List<TrackInProgress> inProgress, List<PushMetrics> pushed) {

	static final MethodAnnotations NONE = new MethodAnnotations(List.of(), List.of(), List.of(), List.of(), List.of());

	private static final Set<Class<?>> TYPES = Set.of(Timed.class, Counted.class, CountExceptions.class,
			TrackInProgress.class, PushMetrics.class);

	static MethodAnnotations of(MergedAnnotations annotations) {
		if (annotations.stream().noneMatch((annotation) -> concerns(annotation.getType()))) {
			return NONE;
		}
		return new MethodAnnotations(nearest(annotations, Timed.class), nearest(annotations, Counted.class),
				nearest(annotations, CountExceptions.class), nearest(annotations, TrackInProgress.class),
				nearest(annotations, PushMetrics.class));
	}

	/** This, and what it says nothing about from another. */
	MethodAnnotations orElse(MethodAnnotations other) {
		return new MethodAnnotations(choose(other, MethodAnnotations::timed), choose(other, MethodAnnotations::counted),
				choose(other, MethodAnnotations::exceptions), choose(other, MethodAnnotations::inProgress),
				choose(other, MethodAnnotations::pushed));
	}

	boolean isEmpty() {
		return this.timed.isEmpty() && this.counted.isEmpty() && this.exceptions.isEmpty() && this.inProgress.isEmpty()
				&& this.pushed.isEmpty();
	}

	private <A> List<A> choose(MethodAnnotations other, Function<MethodAnnotations, List<A>> list) {
		return list.apply(this).isEmpty() ? list.apply(other) : list.apply(this);
	}

	/** Whether an annotation is one of those, or holds several of one. */
	static boolean concerns(Class<? extends Annotation> type) {
		Class<?> container = type.getEnclosingClass();
		return TYPES.contains(type) || (container != null && TYPES.contains(container));
	}

	private static <A extends Annotation> List<A> nearest(MergedAnnotations annotations, Class<A> type) {
		List<MergedAnnotation<A>> found = annotations.stream(type).toList();
		int nearest = found.stream().mapToInt(MergedAnnotation::getAggregateIndex).min().orElse(0);
		return found.stream()
			.filter((annotation) -> annotation.getAggregateIndex() == nearest)
			.map(MergedAnnotation::synthesize)
			.distinct()
			.toList();
	}

}
