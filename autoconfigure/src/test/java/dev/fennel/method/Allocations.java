package dev.fennel.method;

import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import com.sun.management.ThreadMXBean;
import dev.fennel.annotation.CountExceptions;
import dev.fennel.annotation.Counted;
import dev.fennel.annotation.Timed;
import dev.fennel.annotation.TrackInProgress;
import org.aopalliance.intercept.MethodInterceptor;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.StaticMethodMatcherPointcut;

/**
 * Prints the bytes that calls leave, through an interceptor that does nothing and through
 * Fennel's: the least of each, once all are compiled.
 */
final class Allocations {

	private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private static final int CALLS = 2000;

	private static final int WARM_UP = 100;

	private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);

	private Allocations() {
	}

	public static void main(String[] arguments) {
		Map<String, Function<Work, Object>> methods = new LinkedHashMap<>();
		methods.put("timed", Work::timed);
		methods.put("allFour", Work::allFour);
		methods.put("any", Work::any);
		methods.put("named", Work::named);
		Work plain = plain(new Work());
		Work metered = MeteredProxies.ofClasses().proxy(new Work());
		Map<String, Least> least = new LinkedHashMap<>();
		long end = System.nanoTime() + PATIENCE;
		for (int i = 0; i < WARM_UP
				|| (!least.values().stream().allMatch(Least::isFair) && System.nanoTime() < end); i++) {
			methods.forEach((name, method) -> least.merge(name, new Least(bytes(method, plain), bytes(method, metered)),
					Least::and));
		}
		least.forEach((name, bytes) -> System.out
			.println(name + " " + bytes.unmeasured() / CALLS + " " + bytes.measured() / CALLS));
	}

	private static long bytes(Function<Work, Object> method, Work work) {
		long thread = Thread.currentThread().getId();
		long before = THREADS.getThreadAllocatedBytes(thread);
		for (int i = 0; i < CALLS; i++) {
			method.apply(work);
		}
		return THREADS.getThreadAllocatedBytes(thread) - before;
	}

	private static Work plain(Work target) {
		ProxyFactory factory = new ProxyFactory(target);
		factory.setProxyTargetClass(true);
		factory.addAdvisor(new DefaultPointcutAdvisor(new StaticMethodMatcherPointcut() {

			@Override
			public boolean matches(Method method, Class<?> targetClass) {
				return targetClass == Work.class;
			}

		}, (MethodInterceptor) (invocation) -> invocation.proceed()));
		return (Work) factory.getProxy();
	}

	/** The least of several measurements. */
	private record Least(long unmeasured, long measured) {

		Least and(Least other) {
			return new Least(Math.min(this.unmeasured, other.unmeasured), Math.min(this.measured, other.measured));
		}

		boolean isFair() {
			return this.measured <= this.unmeasured;
		}

	}

	/** Methods with labels that are constant. */
	static class Work {

		@Timed
		public String timed() {
			return "done";
		}

		@Timed
		@Counted
		@CountExceptions
		@TrackInProgress
		public String allFour() {
			return "done";
		}

		@Timed
		@Counted
		@TrackInProgress
		public Object any() {
			return "done";
		}

		@Timed(value = "named_seconds", labels = "kind=x")
		@TrackInProgress(value = "named", labels = "kind=x")
		public String named() {
			return "done";
		}

	}

}
