package dev.fennel.beside;

import java.io.IOException;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.cache.CacheManager;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.util.ClassUtils;

/**
 * Starts, uses its caches, says what both pages say, and ends.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(LocalCaches.class)
class CachesApplication {

	public static void main(String[] properties) throws IOException {
		try (RunningApp app = RunningApp.start(CachesApplication.class, properties)) {
			LocalCaches.use(app.context().getBeansOfType(CacheManager.class).values());
			System.out.println("transactions: "
					+ ClassUtils.isPresent("org.springframework.transaction.support.TransactionSynchronization", null));
			System.out.println(app.get("/actuator/prometheus").body());
			System.out.println(app.get("/metrics").body());
		}
	}

}
