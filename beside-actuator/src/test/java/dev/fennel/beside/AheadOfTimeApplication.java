package dev.fennel.beside;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import dev.fennel.GuardedRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import org.springframework.cache.CacheManager;
import org.springframework.cache.caffeine.CaffeineCacheManager;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Starts, says what it found, and ends.
 */
@Configuration(proxyBeanMethods = false)
@Import(Shop.class)
class AheadOfTimeApplication {

	static final String END = "-- end of the page --";

	@Bean
	RouterFunction<ServerResponse> functional() {
		return RouterFunctions.route().GET("/functional", (request) -> ServerResponse.ok().body("functional")).build();
	}

	@Bean
	CaffeineCacheManager cacheManager() {
		return new CaffeineCacheManager("books");
	}

	@Bean
	CacheManager simpleCacheManager() {
		return new ConcurrentMapCacheManager("books");
	}

	@Bean
	ThreadPoolTaskExecutor saws() {
		return new ThreadPoolTaskExecutor();
	}

	@Bean
	ThreadPoolExecutor drills() {
		return new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>());
	}

	public static void main(String[] arguments) throws IOException {
		try (RunningApp app = RunningApp.start(AheadOfTimeApplication.class, arguments)) {
			app.get("/orders/1");
			LocalCaches.use(app.context().getBeansOfType(CacheManager.class).values());
			app.context().getBean("saws", ThreadPoolTaskExecutor.class).submitCompletable(() -> "sawn").join();
			CompletableFuture.runAsync(() -> {
			}, app.bean(ThreadPoolExecutor.class)).join();
			System.out.println("pool: " + app.bean(ThreadPoolExecutor.class).getClass().getName());
			System.out.println("manager: " + app.bean(CaffeineCacheManager.class).getClass().getName());
			System.out.println("ahead of time: " + app.context()
				.containsBeanDefinition(
						"org.springframework.context.annotation.internalConfigurationAnnotationProcessor"));
			System.out
				.println("injected is Fennel's: " + (app.bean(Shop.Asker.class).registry() instanceof GuardedRegistry));
			System.out.println("micrometer's own: " + (app.bean(PrometheusMeterRegistry.class)
				.getPrometheusRegistry() == app.bean(Shop.Asker.class).registry()));
			System.out.println(app.get("/metrics").body() + END);
		}
	}

}
