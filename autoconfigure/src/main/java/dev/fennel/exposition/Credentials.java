package dev.fennel.exposition;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * What a client must send in the header {@code Authorization}, compared in constant time.
 *
 * @since 0.1.0
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6750#section-2.1">RFC 6750,
 * Authorization header</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7617">RFC 7617, Basic</a>
 */
public final class Credentials {

	private static final Credentials NONE = new Credentials("", null, "");

	private static final String BASIC = "basic ";

	private final String scheme;

	private final byte @Nullable [] secret;

	private final String challenge;

	private Credentials(String scheme, @Nullable String secret, String challenge) {
		this.scheme = scheme;
		this.secret = (secret != null) ? secret.getBytes(StandardCharsets.UTF_8) : null;
		this.challenge = challenge;
	}

	/**
	 * Lets everybody in.
	 * @return no credentials
	 */
	public static Credentials none() {
		return NONE;
	}

	/**
	 * Asks for a bearer token.
	 * @param token the token, null for none
	 * @return the credentials
	 */
	public static Credentials bearer(@Nullable String token) {
		return (token != null) ? new Credentials("bearer ", token, "Bearer") : NONE;
	}

	/**
	 * Asks for a name and a password.
	 * @param username the name, without a colon
	 * @param password the password
	 * @return the credentials
	 */
	public static Credentials basic(String username, String password) {
		return new Credentials(BASIC, username + ":" + password, "Basic realm=\"metrics\", charset=\"UTF-8\"");
	}

	/**
	 * Returns whether a client may see what these guard.
	 * @param authorization its header {@code Authorization}, null for none
	 * @return whether they are in it, or none are asked for
	 */
	public boolean areSentIn(@Nullable String authorization) {
		if (this.secret == null) {
			return true;
		}
		if (authorization == null || !authorization.toLowerCase(Locale.ROOT).startsWith(this.scheme)) {
			return false;
		}
		return MessageDigest.isEqual(this.secret, decoded(authorization.substring(this.scheme.length()).strip()));
	}

	private byte[] decoded(String sent) {
		byte[] bytes = sent.getBytes(StandardCharsets.UTF_8);
		try {
			return this.scheme.equals(BASIC) ? Base64.getDecoder().decode(bytes) : bytes;
		}
		catch (IllegalArgumentException ex) {
			return new byte[0];
		}
	}

	/**
	 * The value of the header {@code WWW-Authenticate} for who did not send them.
	 */
	String challenge() {
		return this.challenge;
	}

	@Override
	public String toString() {
		return "Credentials";
	}

}
