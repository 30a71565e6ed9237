package dev.fennel.autoconfigure.method;

import java.util.stream.Stream;

import dev.fennel.GuardedRegistry;
import dev.fennel.annotation.CountExceptions;
import dev.fennel.annotation.Counted;
import dev.fennel.annotation.Timed;
import dev.fennel.annotation.TrackInProgress;
import dev.fennel.autoconfigure.FennelAutoConfiguration;
import dev.fennel.testing.Page;
import dev.fennel.testing.Scrapes;
import dev.fennel.testing.StartFailures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is wrong with an annotation is said at start-up, with its name and place.
 */
@ExtendWith(OutputCaptureExtension.class)
class WrongMethodAnnotationsTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withConfiguration(AutoConfigurations
		.of(FennelAutoConfiguration.class, MethodMetricsAutoConfiguration.class, AopAutoConfiguration.class));

	static Stream<Arguments> wrongLabels() {
		return Stream.of(
				Arguments.of(UnknownParameter.class,
						"@Counted on %s.run has the label text '#{#ordr.type}', but there is no #ordr."),
				Arguments.of(UnknownFunction.class,
						"@Counted on %s.run has the label text '#{#trim(#p0)}', but there is no #trim(#p0)."),
				Arguments.of(BeanReference.class,
						"@Counted on %s.run has the label text '#{@shop.name}', but there is no @shop."),
				Arguments.of(ResultAtStart.class,
						"@TrackInProgress on %s.run has the label text '#{#result}', but there is no #result yet when a call"
								+ " begins."),
				Arguments.of(ResultIsParameter.class,
						"@Counted on %s.run has the label text '#{#result}', but #result is both a parameter and what the call"
								+ " ends with."),
				Arguments.of(ErrorIsParameter.class,
						"@TrackInProgress on %s.run has the label text '#{#error}', but #error is both a parameter and what the"
								+ " call ends with."),
				Arguments.of(BrokenExpression.class,
						"@Counted on %s.run has the label text '#{#order.}', which is broken: "),
				Arguments.of(OpenExpression.class,
						"@Counted on %s.run has the label text '#{#order', which is broken: "),
				Arguments.of(NoName.class,
						"@Counted on %s.run has the label text 'type', which has no name before a '='."));
	}

	static Stream<Arguments> wrongFamilies() {
		return Stream.of(Arguments.of(TwoLabelSets.class,
				"@Counted on %1$s.two: The metric family 'clash_total' is asked for by @Counted on %1$s.one as a counter"
						+ " with the labels [a, result, exception]"),
				Arguments.of(TwoTypes.class,
						"@TrackInProgress on %1$s.two: The metric family 'clash' is asked for by @Timed on %1$s.one as a"
								+ " histogram"),
				Arguments.of(DefaultNameWithLabels.class,
						"@Counted on %1$s.two: The metric family 'method_calls_total' is asked for by @Counted on %1$s.one as"),
				Arguments.of(FallingBuckets.class,
						"@Timed on %s.run: The buckets of 'method_duration_seconds' are [2.0, 1.0], which are not finite"
								+ " numbers that rise."),
				Arguments.of(QuantilesAndBuckets.class, "@Timed on %s.run has both quantiles and buckets."),
				Arguments.of(Quantile.class, "@Timed on %s.run: The summary 'q' has the quantile 1.5."),
				Arguments.of(LabelTwice.class,
						"@Counted on %s.run: The metric family 'twice_total' has the label 'a' twice."),
				Arguments.of(ReservedLabel.class,
						"@Timed on %s.run: The metric family 'reserved' has the label 'le', which a histogram has itself."),
				Arguments.of(OwnLabelTwice.class,
						"@CountExceptions on %s.run: The metric family 'own_total' has the label 'exception' twice."),
				Arguments.of(TargetLabel.class,
						"@Counted on %s.run: The metric family 'target_total' has the label 'job', which Prometheus sets itself"
								+ " at each scrape."),
				Arguments.of(WrongName.class,
						"@Counted on %s.run: The metric name 'calls-of_total' is not one that Prometheus accepts."),
				Arguments.of(OnlySuffix.class,
						"@Counted on %s.run: The metric name '_total' has nothing beside namespace and suffix."),
				Arguments.of(WrongSuffix.class,
						"@TrackInProgress on %s.run: The metric name 'calls_count' ends in '_count', which is reserved for the"
								+ " samples of other types."));
	}

	@ParameterizedTest
	@MethodSource({ "wrongLabels", "wrongFamilies" })
	void stopsTheStartWithTheAnnotationNamedFirst(Class<?> bean, String sentence) {
		this.runner.withBean("wrong", bean).run((context) -> {
			FailureAnalysis analysis = StartFailures.analyze(context.getStartupFailure());
			assertThat(analysis.getDescription()).startsWith(sentence.formatted(bean.getName()));
			assertThat(analysis.getAction()).isNotBlank().endsWith(".");
		});
	}

	@Test
	void nameThatIsOnlyASuffixIsNoNameWithANamespaceEither() {
		this.runner.withPropertyValues("fennel.namespace=shop")
			.withBean(OnlySuffix.class)
			.run((context) -> assertThat(StartFailures.analyze(context.getStartupFailure()).getDescription())
				.startsWith("@Counted on %s.run: The metric name 'shop__total' has nothing beside namespace and suffix"
					.formatted(OnlySuffix.class.getName())));
	}

	@Test
	void bucketsOfThePropertyAreNamed() {
		this.runner.withPropertyValues("fennel.method.buckets=2,1")
			.withBean(Fine.class)
			.run((context) -> assertThat(StartFailures.analyze(context.getStartupFailure()).getDescription())
				.startsWith("The buckets of fennel.method.buckets are [2.0, 1.0]"));
	}

	@Test
	void afterStartUpItIsLoggedAndCountedAndTheOtherMethodsAreMeasured(CapturedOutput output) {
		this.runner.run((context) -> {
			OneOfTwo late = (OneOfTwo) context.getAutowireCapableBeanFactory().initializeBean(new OneOfTwo(), "late");
			late.wrong();
			late.wrong();
			late.right();
			assertThat(output).contains("Fennel could not measure " + OneOfTwo.class.getName() + ".wrong")
				.contains("@Timed on " + OneOfTwo.class.getName() + ".wrong: The buckets");
			Page page = Scrapes.of(context.getBean(GuardedRegistry.class));
			assertThat(page.value("fennel_errors_total{feature=\"method\"}")).isEqualTo(1);
			assertThat(page.value("right_total{exception=\"none\",result=\"success\"}")).isEqualTo(1);
		});
	}

	static class Fine {

		@Timed
		public void run() {
		}

	}

	static class UnknownParameter {

		@Counted(value = "x", labels = "type=#{#ordr.type}")
		public void run(Object order) {
		}

	}

	static class UnknownFunction {

		@Counted(value = "x", labels = "type=#{#trim(#p0)}")
		public void run(Object order) {
		}

	}

	static class ResultIsParameter {

		@Counted(value = "x", labels = "type=#{#result}")
		public void run(String result) {
		}

	}

	static class ErrorIsParameter {

		@TrackInProgress(value = "x", labels = "type=#{#error}")
		public void run(String error) {
		}

	}

	static class OnlySuffix {

		@Counted("_total")
		public void run() {
		}

	}

	static class OneOfTwo {

		@Timed(buckets = { 2, 1 })
		public void wrong() {
		}

		@Counted("right")
		public void right() {
		}

	}

	static class BeanReference {

		@Counted(value = "x", labels = "type=#{@shop.name}")
		public void run() {
		}

	}

	static class ResultAtStart {

		@TrackInProgress(value = "x", labels = "type=#{#result}")
		public void run() {
		}

	}

	static class BrokenExpression {

		@Counted(value = "x", labels = "type=#{#order.}")
		public void run(Object order) {
		}

	}

	static class OpenExpression {

		@Counted(value = "x", labels = "type=#{#order")
		public void run(Object order) {
		}

	}

	static class NoName {

		@Counted(value = "x", labels = "type")
		public void run() {
		}

	}

	static class TwoLabelSets {

		@Counted(value = "clash", labels = "a=1")
		public void one() {
		}

		@Counted(value = "clash_total", labels = "b=1")
		public void two() {
		}

	}

	static class TwoTypes {

		@Timed("clash")
		public void one() {
		}

		@TrackInProgress("clash")
		public void two() {
		}

	}

	static class DefaultNameWithLabels {

		@Counted
		public void one() {
		}

		@Counted(labels = "a=1")
		public void two() {
		}

	}

	static class FallingBuckets {

		@Timed(buckets = { 2, 1 })
		public void run() {
		}

	}

	static class QuantilesAndBuckets {

		@Timed(value = "q", quantiles = 0.5, buckets = 1)
		public void run() {
		}

	}

	static class Quantile {

		@Timed(value = "q", quantiles = 1.5)
		public void run() {
		}

	}

	static class LabelTwice {

		@Counted(value = "twice", labels = { "a=1", "a=2" })
		public void run() {
		}

	}

	static class ReservedLabel {

		@Timed(value = "reserved", labels = "le=1")
		public void run() {
		}

	}

	static class OwnLabelTwice {

		@CountExceptions(value = "own", labels = "exception=x")
		public void run() {
		}

	}

	static class TargetLabel {

		@Counted(value = "target", labels = "job=x")
		public void run() {
		}

	}

	static class WrongName {

		@Counted("calls-of")
		public void run() {
		}

	}

	static class WrongSuffix {

		@TrackInProgress("calls_count")
		public void run() {
		}

	}

}
