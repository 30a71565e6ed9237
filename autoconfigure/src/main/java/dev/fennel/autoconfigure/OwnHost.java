package dev.fennel.autoconfigure;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Comparator;
import java.util.List;

/**
 * By what others reach this host.
 *
 * @since 0.1.0
 */
public final class OwnHost {

	private static final List<String> ALL = List.of("", "0.0.0.0", "::", "[::]");

	private OwnHost() {
	}

	/**
	 * The first of these that says something: what was configured, what is listened on,
	 * an address of this host, preferably of IPv4; its loopback address if it has no
	 * other.
	 * @param configured what was configured, blank for nothing
	 * @param listened what is listened on, blank for all addresses
	 * @return a host name or an address, without brackets
	 */
	public static String of(String configured, String listened) {
		if (!configured.isBlank()) {
			return withoutBrackets(configured.strip());
		}
		return ALL.contains(listened.strip()) ? address() : withoutBrackets(listened.strip());
	}

	private static String address() {
		try {
			return NetworkInterface.networkInterfaces()
				.sorted(Comparator.comparingInt(NetworkInterface::getIndex))
				.filter(OwnHost::isUsable)
				.flatMap(NetworkInterface::inetAddresses)
				.filter((address) -> !address.isLinkLocalAddress())
				.max(Comparator.comparing(Inet4Address.class::isInstance))
				.orElseGet(InetAddress::getLoopbackAddress)
				.getHostAddress();
		}
		catch (SocketException ex) {
			return InetAddress.getLoopbackAddress().getHostAddress();
		}
	}

	private static boolean isUsable(NetworkInterface candidate) {
		try {
			return candidate.isUp() && !candidate.isLoopback() && !candidate.isPointToPoint();
		}
		catch (SocketException ex) {
			return false;
		}
	}

	private static String withoutBrackets(String host) {
		return (host.startsWith("[") && host.endsWith("]")) ? host.substring(1, host.length() - 1) : host;
	}

}
