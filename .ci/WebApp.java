package empty;

import java.util.concurrent.Callable;

import io.prometheus.metrics.core.metrics.Gauge;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/** The empty app with a function, an asynchronous handler and a metric of its own. */
@EnableAutoConfiguration
@Import({ EmptyApp.Greeter.class, WebApp.Later.class })
public class WebApp {

	public static void main(String[] args) {
		SpringApplication.run(WebApp.class, args).getBean(EmptyApp.Greeter.class).greet();
	}

	@Bean
	public RouterFunction<ServerResponse> function() {
		return RouterFunctions.route()
			.GET("/function/{id}", (request) -> ServerResponse.ok().body("Now " + request.pathVariable("id")))
			.build();
	}

	@Bean
	public Gauge stock() {
		Gauge gauge = Gauge.builder().name("app.stock").build();
		gauge.set(7);
		return gauge;
	}

	@RestController
	public static class Later {

		@GetMapping("/later/{id}")
		public Callable<String> later(@PathVariable("id") String id) {
			return () -> "Later " + id;
		}

	}

}
