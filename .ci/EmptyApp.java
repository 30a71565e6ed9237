package empty;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;

/** The smallest application there is. */
@EnableAutoConfiguration
public class EmptyApp {

	public static void main(String[] args) {
		SpringApplication.run(EmptyApp.class, args);
	}

}
