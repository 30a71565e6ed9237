package dev.fennel.task;

import java.lang.reflect.Method;

import org.junit.jupiter.api.Test;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.scheduling.config.Task;
import org.springframework.scheduling.support.DelegatingErrorHandlingRunnable;
import org.springframework.scheduling.support.ScheduledMethodRunnable;
import org.springframework.scheduling.support.TaskUtils;
import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThat;

class TaskNamesTests {

	@Test
	void methodsHaveTheNameOfTheBeansOwnClass() throws Exception {
		assertThat(name(method(new Nightly()))).isEqualTo("Nightly.clean");
		assertThat(name(method(new Hourly()))).isEqualTo("Hourly.clean");
	}

	@Test
	void proxiesHaveTheNameOfWhatTheyStandFor() throws Exception {
		ProxyFactory subclass = new ProxyFactory(new Hourly());
		subclass.setProxyTargetClass(true);
		assertThat(name(method(subclass.getProxy()))).isEqualTo("Hourly.clean");
		Object proxy = ProxyFactory.getProxy(Cleaner.class, new SingletonTarget(new Hourly()));
		ScheduledMethodRunnable runnable = new ScheduledMethodRunnable(proxy, Cleaner.class.getMethod("clean"));
		assertThat(name(runnable)).isEqualTo("Hourly.clean");
	}

	@Test
	void whatSpringHasAroundATaskHasTheNameOfTheTask() throws Exception {
		Runnable tracked = new Task(method(new Nightly())).getRunnable();
		assertThat(name(tracked)).isEqualTo("Nightly.clean");
		assertThat(name(new DelegatingErrorHandlingRunnable(tracked, TaskUtils.LOG_AND_PROPAGATE_ERROR_HANDLER)))
			.isEqualTo("Nightly.clean");
	}

	@Test
	void classesThatRunHaveTheirName() {
		assertThat(name(new Sweep())).isEqualTo("Sweep.run");
		ProxyFactory proxied = new ProxyFactory(new Sweep());
		assertThat(name((Runnable) proxied.getProxy())).isEqualTo("Sweep.run");
	}

	@Test
	void lambdasHaveTheNameOfTheClassInWhichTheyAre() {
		assertThat(name(() -> {
		})).isEqualTo("TaskNamesTests.lambda");
		assertThat(name(this::nothing)).isEqualTo("TaskNamesTests.lambda");
		assertThat(name(new Nightly().lambda())).isEqualTo("Nightly.lambda");
	}

	@Test
	void anonymousClassesDoToo() {
		Runnable anonymous = new Runnable() {

			@Override
			public void run() {
			}

		};
		assertThat(name(anonymous)).isEqualTo("TaskNamesTests.lambda");
	}

	@Test
	void whereNothingElseIsKnownTheTextTells() {
		assertThat(TaskNames.ofText("com.acme.Shop$Orders$$SpringCGLIB$$0.close")).isEqualTo("Orders.close");
		assertThat(TaskNames.ofText("com.acme.Orders.close")).isEqualTo("Orders.close");
		assertThat(TaskNames.ofText("close")).isEqualTo("close");
	}

	private void nothing() {
	}

	private static String name(Runnable task) {
		return TaskNames.of(TaskNames.unwrap(task));
	}

	private static ScheduledMethodRunnable method(Object bean) throws NoSuchMethodException {
		Method method = ReflectionUtils.findMethod(bean.getClass(), "clean");
		assertThat(method).isNotNull();
		return new ScheduledMethodRunnable(bean, method);
	}

	public interface Cleaner {

		void clean();

	}

	static class Nightly implements Cleaner {

		@Override
		public void clean() {
		}

		Runnable lambda() {
			return () -> {
			};
		}

	}

	static class Hourly extends Nightly {

	}

	static class Sweep implements Runnable {

		@Override
		public void run() {
		}

	}

	private static final class SingletonTarget extends org.springframework.aop.target.SingletonTargetSource {

		private static final long serialVersionUID = 1L;

		SingletonTarget(Object target) {
			super(target);
		}

	}

}
