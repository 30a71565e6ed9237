package dev.fennel.autoconfigure.executor;

import java.lang.reflect.Modifier;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.util.ReflectionUtils;

/**
 * What a native image cannot see: the proxies of executors whose class was not known when
 * the image was built or cannot be extended, those of futures, and the state of executors
 * that a proxy has too.
 */
final class ExecutorHints implements RuntimeHintsRegistrar {

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		Stream
			.of(Executor.class, ExecutorService.class, ScheduledExecutorService.class, Future.class,
					RunnableFuture.class, RunnableScheduledFuture.class, ScheduledFuture.class)
			.forEach((type) -> hints.proxies().registerJdkProxy(type));
		ExecutorSubclass.WITH_STATE
			.forEach((type) -> ReflectionUtils.doWithFields(type, (field) -> hints.reflection().registerField(field),
					(field) -> !Modifier.isStatic(field.getModifiers())));
	}

}
