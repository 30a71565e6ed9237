package dev.fennel.autoconfigure.push;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.fennel.annotation.PushMetrics;
import dev.fennel.push.MetricsPusher;
import dev.fennel.testing.HttpStandIn;
import dev.fennel.testing.Page;
import dev.fennel.testing.Waiting;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Applications that are over before anyone scrapes them.
 */
@Timeout(180)
class BatchApplicationTests {

	private static final String SUCCESS = "batch_job_duration_seconds_count{name=\"nightly\",outcome=\"success\"}";

	private static final String FAILURE = "batch_job_duration_seconds_count{name=\"nightly\",outcome=\"failure\"}";

	private static final String LAST_SUCCESS = "batch_job_last_success_timestamp_seconds{name=\"nightly\"}";

	private static final String EXIT_CODE = "batch_job_exit_code{name=\"nightly\"}";

	private final HttpStandIn server = new HttpStandIn();

	BatchApplicationTests() throws IOException {
	}

	@AfterEach
	void stop() {
		this.server.close();
	}

	@Test
	void runnersThatSucceedArePushedOnce() {
		run(Succeeding.class).close();
		Page page = pushedOnce();
		assertThat(page.value(SUCCESS)).isEqualTo(1);
		assertThat(page.value(FAILURE)).isZero();
		assertThat(page.samples()).containsEntry(EXIT_CODE, 0.0)
			.containsEntry("batch_jobs_in_progress{name=\"nightly\"}", 0.0);
		assertThat(page.value("batch_job_duration_seconds_sum{name=\"nightly\",outcome=\"success\"}")).isBetween(0.05,
				30.0);
		assertThat(page.value(LAST_SUCCESS)).isEqualTo(now(), within());
		assertThat(page.value("batch_job_last_start_timestamp_seconds{name=\"nightly\"}"))
			.isLessThanOrEqualTo(page.value(LAST_SUCCESS));
	}

	@Test
	void runnersThatFailArePushedOnce() {
		assertThatIllegalStateException().isThrownBy(() -> run(Failing.class));
		Page page = pushedOnce();
		assertThat(page.value(FAILURE)).isEqualTo(1);
		assertThat(page.value(SUCCESS)).isZero();
		assertThat(page.value(EXIT_CODE)).isEqualTo(1);
		assertThat(page.samples()).doesNotContainKey(LAST_SUCCESS);
	}

	@Test
	void theExitCodeIsThatOfTheException() {
		assertThatExceptionOfType(ExitException.class).isThrownBy(() -> run(FailingWithCode.class));
		assertThat(pushedOnce().value(EXIT_CODE)).isEqualTo(42);
	}

	@Test
	void orThatOfTheApplicationWhichTellsOfAFailure() {
		ConfigurableApplicationContext context = run(Succeeding.class, WithExitCode.class);
		assertThat(SpringApplication.exit(context)).isEqualTo(5);
		Page page = pushedOnce();
		assertThat(page.value(EXIT_CODE)).isEqualTo(5);
		assertThat(page.value(FAILURE)).isEqualTo(1);
		assertThat(page.samples()).doesNotContainKey(LAST_SUCCESS);
	}

	@Test
	void oneThatIsAskedTooEarlyKeepsNoApplicationFromStarting() {
		WithLateExitCode.end = new CountDownLatch(1);
		ConfigurableApplicationContext context = run(Succeeding.class, WithLateExitCode.class);
		WithLateExitCode.end.countDown();
		assertThat(SpringApplication.exit(context)).isEqualTo(6);
		Page page = pushedOnce();
		assertThat(page.value(EXIT_CODE)).isEqualTo(6);
		assertThat(page.value(SUCCESS)).isEqualTo(1);
	}

	@Test
	void runnersThatAreCutOffHaveFailed() throws Exception {
		Stuck.begun = new CompletableFuture<>();
		Stuck.end = new CountDownLatch(1);
		Thread main = new Thread(() -> run(Stuck.class));
		main.start();
		try {
			// What the hook of the JVM does at a SIGTERM
			Stuck.begun.get().close();
			Page page = pushedOnce();
			assertThat(page.value(FAILURE)).isEqualTo(1);
			assertThat(page.value(EXIT_CODE)).isEqualTo(143);
			assertThat(page.value("batch_jobs_in_progress{name=\"nightly\"}")).isZero();
		}
		finally {
			Stuck.end.countDown();
			main.join();
		}
		assertThat(this.server.calls()).hasSize(1);
	}

	@Test
	void anApplicationWithoutRunnersIsNoJob() {
		run(Jobless.class).close();
		assertThat(pushedOnce().text()).doesNotContain("batch_job_duration_seconds_count");
	}

	@Test
	void aHangingPushgatewayDelaysTheEndNoLongerThanTheTimeout() {
		this.server.answer(this.server.hanging());
		ConfigurableApplicationContext context = run(Succeeding.class, "fennel.push.timeout=700ms");
		long start = System.nanoTime();
		context.close();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(700),
				Duration.ofSeconds(20));
	}

	@Test
	void annotatedMethodsArePushedWhenTheyHaveEnded() {
		try (ConfigurableApplicationContext context = run(Annotated.class)) {
			Jobs jobs = context.getBean(Jobs.class);
			assertThat(this.server.calls()).isEmpty();
			jobs.nightly(false);
			Waiting.until(() -> last().value(SUCCESS) == 1);
			assertThatIllegalStateException().isThrownBy(() -> jobs.nightly(true));
			Waiting.until(() -> last().value(FAILURE) == 1);
			assertThat(last().value(EXIT_CODE)).isEqualTo(1);
			CompletableFuture<String> later = jobs.later();
			assertThat(context.getBean(MetricsPusher.class)).isNotNull();
			later.complete("done");
			Waiting.until(() -> last()
				.value("batch_job_duration_seconds_count{name=\"Jobs.later\",outcome=\"success\"}") == 1);
		}
	}

	@Test
	void whatAnAnnotatedMethodEndedWithIsPushedAtTheLatestByTheStop() {
		ConfigurableApplicationContext context = run(Annotated.class, "fennel.push.on-shutdown=none");
		context.getBean(Jobs.class).nightly(false);
		context.close();
		assertThat(last().value(SUCCESS)).isEqualTo(1);
	}

	@Test
	void scheduledMethodsAreJobsWhereTheyAskForIt() {
		try (ConfigurableApplicationContext context = run(Scheduling.class)) {
			Waiting.until(() -> last().value(SUCCESS) > 0);
			assertThat(last().samples().keySet().stream().filter((sample) -> sample.startsWith("batch_job")))
				.isNotEmpty()
				.noneMatch((sample) -> sample.contains("unasked"));
			assertThat(context.isActive()).isTrue();
		}
	}

	@Test
	void withoutAPushAnnotatedMethodsAreNone() {
		try (ConfigurableApplicationContext context = run(Annotated.class, "fennel.push.enabled=false")) {
			context.getBean(Jobs.class).nightly(false);
			assertThat(context.getBeanProvider(MetricsPusher.class).getIfAvailable()).isNull();
		}
		assertThat(this.server.calls()).isEmpty();
	}

	private ConfigurableApplicationContext run(Class<?> configuration, Object... more) {
		List<String> properties = new ArrayList<>(List.of("spring.application.name=nightly",
				"fennel.push.address=" + this.server.url(), "fennel.push.interval=0", "spring.main.banner-mode=off",
				"spring.autoconfigure.exclude="
						+ "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration,"
						+ "org.springframework.boot.autoconfigure.data.redis.RedisAutoConfiguration"));
		List<Class<?>> sources = new ArrayList<>(List.of(configuration));
		boolean off = false;
		for (Object each : more) {
			if (each instanceof Class<?> source) {
				sources.add(source);
			}
			else {
				properties.add((String) each);
				off |= each.equals("fennel.push.enabled=false");
			}
		}
		if (properties.stream().noneMatch((property) -> property.startsWith("fennel.push.timeout"))) {
			properties.add("fennel.push.timeout=60s");
		}
		if (!off) {
			properties.add("fennel.push.enabled=true");
		}
		return new SpringApplicationBuilder(sources.toArray(Class<?>[]::new)).web(WebApplicationType.NONE)
			.registerShutdownHook(false)
			.properties(properties.toArray(String[]::new))
			.run();
	}

	private Page pushedOnce() {
		assertThat(this.server.lines()).containsExactly("PUT /metrics/job/nightly");
		return last();
	}

	private Page last() {
		List<HttpStandIn.Call> calls = this.server.calls();
		return Page.of(calls.isEmpty() ? "" : calls.get(calls.size() - 1).body());
	}

	private static double now() {
		return System.currentTimeMillis() / 1000.0;
	}

	private static Offset<Double> within() {
		return Offset.offset(60.0);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Jobless {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Succeeding {

		@Bean
		CommandLineRunner runner() {
			return (arguments) -> new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Failing {

		@Bean
		ApplicationRunner runner() {
			return (arguments) -> {
				throw new IllegalStateException("no");
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class FailingWithCode {

		@Bean
		ApplicationRunner runner() {
			return (arguments) -> {
				throw new ExitException();
			};
		}

	}

	static class ExitException extends RuntimeException implements ExitCodeGenerator {

		private static final long serialVersionUID = 1L;

		@Override
		public int getExitCode() {
			return 42;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class WithExitCode {

		@Bean
		ExitCodeGenerator exitCode() {
			return () -> 5;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class WithLateExitCode {

		private static CountDownLatch end = new CountDownLatch(1);

		@Bean
		ExitCodeGenerator exitCode() {
			return () -> {
				try {
					end.await();
				}
				catch (InterruptedException ex) {
					throw new IllegalStateException(ex);
				}
				return 6;
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Stuck {

		private static CompletableFuture<ConfigurableApplicationContext> begun = new CompletableFuture<>();

		private static CountDownLatch end = new CountDownLatch(1);

		@Bean
		ApplicationRunner runner(ConfigurableApplicationContext context) {
			return (arguments) -> {
				begun.complete(context);
				end.await();
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Jobs.class)
	static class Annotated {

	}

	static class Jobs {

		@PushMetrics(job = "nightly")
		void nightly(boolean failing) {
			if (failing) {
				throw new IllegalStateException("no");
			}
		}

		@PushMetrics
		CompletableFuture<String> later() {
			return new CompletableFuture<>();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableScheduling
	@Import(ScheduledJobs.class)
	static class Scheduling {

	}

	static class ScheduledJobs {

		@Scheduled(fixedDelay = 50)
		@PushMetrics(job = "nightly")
		void asked() {
		}

		@Scheduled(fixedDelay = 50)
		void unasked() {
		}

	}

}
