package dev.fennel.exporter;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Map;

import javax.net.ssl.KeyManager;
import javax.net.ssl.X509KeyManager;

/**
 * Whether private keys are those of their certificates. They may not be while one of two
 * files has been renewed, and no client could be served with them.
 */
final class KeyPairs {

	/** Types of keys by their names in handshakes, with what they sign by. */
	private static final Map<String, String> ALGORITHMS = Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA",
			"EdDSA", "EdDSA", "DSA", "SHA256withDSA");

	private static final byte[] TEXT = "text".getBytes(StandardCharsets.UTF_8);

	private KeyPairs() {
	}

	static boolean match(KeyManager[] managers) throws GeneralSecurityException {
		for (KeyManager manager : managers) {
			for (Map.Entry<String, String> algorithm : ALGORITHMS.entrySet()) {
				if (manager instanceof X509KeyManager keys
						&& !match(keys, keys.getServerAliases(algorithm.getKey(), null), algorithm.getValue())) {
					return false;
				}
			}
		}
		return true;
	}

	private static boolean match(X509KeyManager keys, String[] aliases, String algorithm)
			throws GeneralSecurityException {
		for (String alias : (aliases != null) ? aliases : new String[0]) {
			if (!match(keys.getPrivateKey(alias), keys.getCertificateChain(alias)[0].getPublicKey(), algorithm)) {
				return false;
			}
		}
		return true;
	}

	private static boolean match(PrivateKey privateKey, PublicKey publicKey, String algorithm)
			throws GeneralSecurityException {
		Signature signature = Signature.getInstance(algorithm);
		signature.initSign(privateKey);
		signature.update(TEXT);
		byte[] signed = signature.sign();
		signature.initVerify(publicKey);
		signature.update(TEXT);
		return signature.verify(signed);
	}

}
