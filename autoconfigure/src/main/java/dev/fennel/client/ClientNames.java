package dev.fennel.client;

import java.net.IDN;
import java.net.URI;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * The values of the label {@code client}: the host of an address in lower case, without
 * user and port.
 */
final class ClientNames {

	private static final int FIRST_NOT_ASCII = 128;

	private ClientNames() {
	}

	/**
	 * The host as it stands in an address, empty where it has none.
	 */
	static String host(URI uri) {
		String host = uri.getHost();
		return (host != null) ? host : hostOf(uri.getRawAuthority());
	}

	/**
	 * The one name of a host that may be written in several ways.
	 */
	static String label(String host) {
		String name = host.toLowerCase(Locale.ROOT);
		try {
			return name.chars().allMatch((next) -> next < FIRST_NOT_ASCII) ? name : IDN.toASCII(name);
		}
		catch (IllegalArgumentException ex) {
			return name;
		}
	}

	/** Of names that RFC 2396 does not know, such as those with underscores. */
	private static String hostOf(@Nullable String authority) {
		if (authority == null) {
			return "";
		}
		String server = authority.substring(authority.lastIndexOf('@') + 1);
		int port = server.lastIndexOf(':');
		return (port >= 0 && server.substring(port + 1).chars().allMatch(Character::isDigit))
				? server.substring(0, port) : server;
	}

}
