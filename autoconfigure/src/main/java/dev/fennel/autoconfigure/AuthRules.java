package dev.fennel.autoconfigure;

import dev.fennel.MetricDefinitionException;
import org.jspecify.annotations.Nullable;

/**
 * What holds for credentials: a name and a password, or a token, or none of them.
 *
 * @since 0.1.0
 */
public final class AuthRules {

	private static final String WHAT_TO_DO = "Set name and password, or a token, or none of them";

	private AuthRules() {
	}

	/**
	 * Checks credentials.
	 * @param prefix what the names of their properties begin with
	 * @param username the name
	 * @param password the password
	 * @param token the token
	 * @throws MetricDefinitionException if they are half of what they should be, or more
	 */
	public static void check(String prefix, @Nullable String username, @Nullable String password,
			@Nullable String token) {
		if (token != null && (username != null || password != null)) {
			throw new MetricDefinitionException(prefix + " has a token, and a username or a password too", WHAT_TO_DO);
		}
		if ((username != null) != (password != null)) {
			throw new MetricDefinitionException("%s has a %s, but no %s".formatted(prefix,
					(username != null) ? "username" : "password", (username != null) ? "password" : "username"),
					WHAT_TO_DO);
		}
		requireText(prefix + ".token", token);
		requireText(prefix + ".username", username);
		requireText(prefix + ".password", password);
		if (username != null && username.indexOf(':') >= 0) {
			throw new MetricDefinitionException(prefix + ".username has a colon",
					"Choose a name without, since none can be sent with one");
		}
	}

	private static void requireText(String property, @Nullable String value) {
		if (value != null && value.isBlank()) {
			throw new MetricDefinitionException(property + " is blank", WHAT_TO_DO);
		}
	}

}
