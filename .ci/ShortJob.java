package empty;

import java.util.List;

import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** A job of 50 ms, which fails where it is told to, or stays until it is told to end. */
@EnableAutoConfiguration
public class ShortJob {

	public static void main(String[] args) {
		System.exit(SpringApplication.exit(SpringApplication.run(ShortJob.class, args)));
	}

	@Bean
	CommandLineRunner work() {
		return (args) -> {
			Thread.sleep(50);
			System.out.println("worked until " + System.currentTimeMillis());
			if (List.of(args).contains("fail")) {
				throw new IllegalStateException("as it was told to");
			}
			if (List.of(args).contains("stay")) {
				Thread.sleep(120_000);
			}
		};
	}

}
