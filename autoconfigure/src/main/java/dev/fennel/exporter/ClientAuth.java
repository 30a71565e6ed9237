package dev.fennel.exporter;

/**
 * Whether clients prove by a certificate who they are.
 *
 * @since 0.1.0
 */
public enum ClientAuth {

	/** Clients are not asked for a certificate. */
	NONE,

	/** Clients are asked for a certificate, and served without one too. */
	WANT,

	/** Clients without a certificate that is trusted are not served. */
	NEED

}
