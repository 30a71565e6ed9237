package dev.fennel.autoconfigure.method;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;

import dev.fennel.GuardedRegistry;
import dev.fennel.annotation.Counted;
import dev.fennel.annotation.Timed;
import dev.fennel.autoconfigure.FennelAutoConfiguration;
import dev.fennel.method.MethodMetrics;
import dev.fennel.testing.Page;
import dev.fennel.testing.Scrapes;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.NameMatchMethodPointcut;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Role;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.core.Ordered;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class MethodMetricsAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withConfiguration(AutoConfigurations
		.of(FennelAutoConfiguration.class, MethodMetricsAutoConfiguration.class, AopAutoConfiguration.class));

	@Test
	void annotationsWorkWithoutConfiguration(CapturedOutput output) {
		this.runner.withUserConfiguration(Beans.class).run((context) -> {
			context.getBean(Service.class).run();
			assertThat(calls(page(context), Service.class)).isEqualTo(1);
			assertThat(page(context).value("runs_seconds_count{exception=\"none\"}")).isEqualTo(1);
		});
		assertThat(output).doesNotContain("not eligible").doesNotContain("WARN");
	}

	@Test
	void switchedOffThereIsNoProxy() {
		this.runner.withPropertyValues("fennel.method.enabled=false")
			.withUserConfiguration(Beans.class)
			.run((context) -> {
				assertThat(context).doesNotHaveBean(MethodMetrics.class);
				assertThat(AopUtils.isAopProxy(context.getBean(Service.class))).isFalse();
			});
	}

	@Test
	void namespaceCommonLabelsAndBucketsAreThoseOfTheProperties() {
		this.runner
			.withPropertyValues("fennel.namespace=shop", "fennel.common-labels.region=eu", "fennel.method.buckets=1,2")
			.withUserConfiguration(Beans.class)
			.run((context) -> {
				context.getBean(Service.class).run();
				assertThat(page(context).samples()
					.keySet()
					.stream()
					.filter((sample) -> sample.startsWith("shop_runs_seconds_bucket")))
					.containsExactly("shop_runs_seconds_bucket{exception=\"none\",region=\"eu\",le=\"1.0\"}",
							"shop_runs_seconds_bucket{exception=\"none\",region=\"eu\",le=\"2.0\"}",
							"shop_runs_seconds_bucket{exception=\"none\",region=\"eu\",le=\"+Inf\"}");
			});
	}

	@Test
	void standsOutsideOfWhatHasNoOrder() {
		this.runner.withUserConfiguration(Beans.class, Transaction.class).run((context) -> {
			context.getBean(Service.class).run();
			assertThat(context.getBean(Transaction.class).pages).singleElement()
				.satisfies((page) -> assertThat(calls(page, Service.class)).isZero());
		});
	}

	@Test
	void standsWhereTheOrderSays() {
		this.runner.withPropertyValues("fennel.method.order=" + Ordered.LOWEST_PRECEDENCE)
			.withUserConfiguration(Transaction.class, Beans.class)
			.withPropertyValues("test.transaction.order=5")
			.run((context) -> {
				context.getBean(Service.class).run();
				assertThat(context.getBean(Transaction.class).pages).singleElement()
					.satisfies((page) -> assertThat(calls(page, Service.class)).isEqualTo(1));
			});
	}

	@Test
	void interfacesAreEnoughForAProxy() {
		this.runner.withPropertyValues("spring.aop.proxy-target-class=false")
			.withUserConfiguration(WithInterface.class)
			.run((context) -> {
				context.getBean(Api.class).call();
				assertThat(AopUtils.isJdkDynamicProxy(context.getBean(Api.class))).isTrue();
				assertThat(calls(page(context), ApiService.class)).isEqualTo(1);
			});
	}

	@Test
	void scopedBeansAreMeasuredOnce() {
		this.runner.withUserConfiguration(Scoped.class).run((context) -> {
			context.getBean("scoped", Service.class).run();
			assertThat(calls(page(context), Service.class)).isEqualTo(1);
		});
	}

	@Test
	void asynchronousMethodsAreMeasuredWhereTheyRun() {
		this.runner.withUserConfiguration(Asynchronous.class).run((context) -> {
			context.getBean(AsyncService.class).run();
			long end = System.nanoTime() + 5_000_000_000L;
			while (calls(page(context), AsyncService.class) == 0 && System.nanoTime() < end) {
				Thread.sleep(10);
			}
			assertThat(calls(page(context), AsyncService.class)).isEqualTo(1);
		});
	}

	@Test
	void lazyBeansAreOnThePageFromTheStart() {
		this.runner.withUserConfiguration(LazyBeans.class)
			.run((context) -> assertThat(page(context).samples().keySet())
				.anyMatch((sample) -> sample.startsWith("method_calls_total") && sample.contains("Service")));
	}

	@Test
	void futuresThatAreNeverDoneAreNotWatchedWhenTheContextIsClosed() {
		AtomicReference<WeakReference<Order>> argument = new AtomicReference<>();
		this.runner.withUserConfiguration(Beans.class)
			.run((context) -> argument.set(later(context.getBean(Service.class))));
		long end = System.nanoTime() + 10_000_000_000L;
		while (argument.get().get() != null && System.nanoTime() < end) {
			System.gc();
		}
		assertThat(argument.get().get()).isNull();
	}

	private static WeakReference<Order> later(Service service) {
		Order order = new Order("book");
		assertThat(service.later(order)).isNotDone();
		return new WeakReference<>(order);
	}

	@Test
	void beansOfTheApplicationComeFirst() {
		this.runner.withBean("own", MethodMetrics.class, () -> {
			throw new IllegalStateException("Not needed");
		}, (definition) -> definition.setLazyInit(true))
			.run((context) -> assertThat(context.getBeanNamesForType(MethodMetrics.class)).containsExactly("own"));
	}

	private static Page page(ApplicationContext context) {
		return Scrapes.of(context.getBean(GuardedRegistry.class));
	}

	private static double calls(Page page, Class<?> type) {
		return page.sum((sample) -> sample.startsWith("method_calls_total{")
				&& sample.contains("class=\"" + type.getName() + "\"") && sample.contains("result=\"success\""));
	}

	static class Service {

		@Timed("runs_seconds")
		@Counted
		public void run() {
		}

		@Counted(value = "later", labels = "type=#{#order.type}")
		public Future<String> later(Order order) {
			return new FutureTask<>(order::type);
		}

	}

	record Order(String type) {
	}

	interface Api {

		void call();

	}

	static class ApiService implements Api {

		@Counted
		@Override
		public void call() {
		}

	}

	static class AsyncService {

		@Async
		@Counted
		public void run() {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Beans {

		@Bean
		Service service() {
			return new Service();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LazyBeans {

		@Bean
		@Lazy
		Service service() {
			return new Service();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class WithInterface {

		@Bean
		ApiService api() {
			return new ApiService();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Scoped {

		@Bean
		@Scope(scopeName = BeanDefinition.SCOPE_PROTOTYPE, proxyMode = ScopedProxyMode.TARGET_CLASS)
		Service scoped() {
			return new Service();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync
	static class Asynchronous {

		@Bean
		AsyncService asyncService() {
			return new AsyncService();
		}

	}

	/** An advisor such as that of transactions, which sees what is counted by then. */
	@Configuration(proxyBeanMethods = false)
	static class Transaction {

		private final List<Page> pages = new ArrayList<>();

		@Autowired
		private ApplicationContext context;

		@Bean
		@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
		DefaultPointcutAdvisor transactionAdvisor() {
			NameMatchMethodPointcut pointcut = new NameMatchMethodPointcut();
			pointcut.addMethodName("run");
			pointcut.setClassFilter((type) -> type == Service.class);
			MethodInterceptor advice = (invocation) -> {
				Object result = invocation.proceed();
				this.pages.add(page(this.context));
				return result;
			};
			DefaultPointcutAdvisor advisor = new DefaultPointcutAdvisor(pointcut, advice);
			advisor.setOrder(this.context.getEnvironment()
				.getProperty("test.transaction.order", Integer.class, Ordered.LOWEST_PRECEDENCE));
			return advisor;
		}

	}

}
