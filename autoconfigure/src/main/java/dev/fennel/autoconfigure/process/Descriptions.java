package dev.fennel.autoconfigure.process;

import java.util.Objects;
import java.util.stream.Stream;

import dev.fennel.process.ApplicationDescription;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.info.BuildProperties;
import org.springframework.boot.info.GitProperties;
import org.springframework.core.env.Environment;

/**
 * Puts together what build, version control and environment say of the application.
 */
final class Descriptions {

	private Descriptions() {
	}

	static ApplicationDescription of(@Nullable BuildProperties build, @Nullable GitProperties git,
			Environment environment) {
		return new ApplicationDescription(
				first((build != null) ? build.getName() : null, environment.getProperty("spring.application.name")),
				first((build != null) ? build.getVersion() : null,
						environment.getProperty("spring.application.version")),
				first(SpringBootVersion.getVersion()),
				(git != null) ? first(git.getCommitId(), git.getShortCommitId()) : "");
	}

	private static String first(@Nullable String... values) {
		return Stream.of(values).filter(Objects::nonNull).findFirst().orElse("");
	}

}
