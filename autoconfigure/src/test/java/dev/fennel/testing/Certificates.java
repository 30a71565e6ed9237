package dev.fennel.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

import org.jspecify.annotations.Nullable;

/**
 * Certificates of an authority of our own, made once by the JDK's keytool.
 */
public final class Certificates {

	/** The password of all stores. */
	public static final String PASSWORD = "changeit";

	private static final String HERE = "san=dns:localhost,ip:127.0.0.1";

	private static @Nullable KeyStore all;

	private Certificates() {
	}

	/**
	 * Writes a key store that holds one key with its chain.
	 * @param file where to
	 * @param alias {@code server}, {@code renewed}, {@code elsewhere} for another host,
	 * {@code expired}, {@code client}, or {@code stranger} of another authority
	 * @return the file
	 */
	public static Path keyStore(Path file, String alias) {
		return write(file, (store) -> store.setKeyEntry(alias, all().getKey(alias, PASSWORD.toCharArray()),
				PASSWORD.toCharArray(), all().getCertificateChain(alias)));
	}

	/**
	 * Writes a trust store that holds one certificate.
	 * @param file where to
	 * @param alias {@code authority}, or {@code stranger}
	 * @return the file
	 */
	public static Path trustStore(Path file, String alias) {
		return write(file, (store) -> store.setCertificateEntry(alias, all().getCertificate(alias)));
	}

	/**
	 * Writes a certificate with its chain as PEM.
	 * @param file where to
	 * @param alias whose
	 * @return the file
	 */
	public static Path certificate(Path file, String alias) {
		try {
			StringBuilder text = new StringBuilder();
			for (Certificate certificate : all().getCertificateChain(alias)) {
				text.append(pem("CERTIFICATE", certificate.getEncoded()));
			}
			return Files.writeString(file, text);
		}
		catch (IOException | GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Writes a private key as PEM.
	 * @param file where to
	 * @param alias whose
	 * @return the file
	 */
	public static Path privateKey(Path file, String alias) {
		try {
			return Files.writeString(file,
					pem("PRIVATE KEY", all().getKey(alias, PASSWORD.toCharArray()).getEncoded()));
		}
		catch (IOException | GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Makes what a client needs.
	 * @param key the alias of its key, null for none
	 * @param trusted the alias of the authority that it trusts
	 * @return a context
	 */
	public static SSLContext client(@Nullable String key, String trusted) {
		try {
			KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
			KeyStore own = empty();
			if (key != null) {
				own.setKeyEntry(key, all().getKey(key, PASSWORD.toCharArray()), PASSWORD.toCharArray(),
						all().getCertificateChain(key));
			}
			keys.init(own, PASSWORD.toCharArray());
			KeyStore trust = empty();
			trust.setCertificateEntry(trusted, all().getCertificate(trusted));
			TrustManagerFactory managers = TrustManagerFactory.getInstance("PKIX");
			managers.init(trust);
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(keys.getKeyManagers(), managers.getTrustManagers(), null);
			return context;
		}
		catch (IOException | GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Shakes hands with a server and asks whose certificate it has.
	 * @param port the port on this host
	 * @return the subject, empty if the handshake fails
	 */
	public static String subject(int port) {
		try (SSLSocket socket = (SSLSocket) client(null, "authority").getSocketFactory()
			.createSocket("localhost", port)) {
			socket.startHandshake();
			X509Certificate certificate = (X509Certificate) socket.getSession().getPeerCertificates()[0];
			return certificate.getSubjectX500Principal().getName();
		}
		catch (IOException ex) {
			return "";
		}
	}

	private static synchronized KeyStore all() {
		KeyStore result = all;
		if (result == null) {
			result = make();
			all = result;
		}
		return result;
	}

	private static KeyStore make() {
		try {
			Path folder = Files.createTempDirectory("certificates");
			Path file = folder.resolve("all.p12");
			keytool(file, "authority", "-ext", "bc=ca:true");
			keytool(file, "stranger", "-ext", "bc=ca:true", "-ext", HERE);
			for (String alias : List.of("server", "renewed", "client")) {
				keytool(file, alias, "-signer", "authority", "-ext", HERE);
			}
			keytool(file, "elsewhere", "-signer", "authority", "-ext", "san=dns:elsewhere.test");
			keytool(file, "expired", "-signer", "authority", "-ext", HERE, "-startdate", "-9d", "-validity", "5");
			try (InputStream in = Files.newInputStream(file)) {
				KeyStore store = empty();
				store.load(in, PASSWORD.toCharArray());
				return store;
			}
			finally {
				Files.delete(file);
				Files.delete(folder);
			}
		}
		catch (IOException | GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void keytool(Path file, String alias, String... more) throws IOException {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair",
						"-keystore", file.toString(), "-storepass", PASSWORD, "-storetype", "PKCS12", "-keyalg", "EC",
						"-groupname", "secp256r1", "-alias", alias, "-dname", "CN=" + alias));
		command.addAll(List.of(more));
		// It runs too shortly for more
		command.add("-J-XX:TieredStopAtLevel=1");
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes());
		try {
			if (process.waitFor() != 0) {
				throw new IllegalStateException(output);
			}
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static Path write(Path file, Filling filling) {
		try (OutputStream out = Files.newOutputStream(file)) {
			KeyStore store = empty();
			filling.fill(store);
			store.store(out, PASSWORD.toCharArray());
			return file;
		}
		catch (IOException | GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static KeyStore empty() throws IOException, GeneralSecurityException {
		KeyStore store = KeyStore.getInstance("PKCS12");
		store.load(null, PASSWORD.toCharArray());
		return store;
	}

	private static String pem(String type, byte[] content) {
		return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(type,
				Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(content));
	}

	private interface Filling {

		void fill(KeyStore store) throws GeneralSecurityException;

	}

}
