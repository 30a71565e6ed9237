package dev.fennel.exposition;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * The token that a client must send, compared in constant time.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6750#section-2.1">RFC 6750,
 * Authorization header</a>
 */
final class BearerToken {

	private static final String SCHEME = "bearer ";

	private final byte[] token;

	BearerToken(String token) {
		this.token = token.getBytes(StandardCharsets.UTF_8);
	}

	boolean isSentIn(@Nullable String authorization) {
		if (authorization == null || !authorization.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
			return false;
		}
		byte[] sent = authorization.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8);
		return MessageDigest.isEqual(this.token, sent);
	}

	@Override
	public String toString() {
		return "BearerToken";
	}

}
