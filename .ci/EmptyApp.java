package empty;

import java.util.concurrent.CompletableFuture;

import dev.fennel.annotation.Timed;
import dev.fennel.annotation.TrackInProgress;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The smallest application there is, with one annotated method. */
@EnableAutoConfiguration
@Import(EmptyApp.Greeter.class)
public class EmptyApp {

	public static void main(String[] args) {
		SpringApplication.run(EmptyApp.class, args).getBean(Greeter.class).greet();
	}

	public static class Greeter {

		@Timed
		@TrackInProgress
		public CompletableFuture<String> greet() {
			return CompletableFuture.completedFuture("Hello");
		}

	}

}
