package dev.fennel.exposition;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Locale;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import org.jspecify.annotations.Nullable;

/**
 * How names that are not those of the classic data model are written. The client knows
 * schemes from 1.4 on; before, all names are written with underscores.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/escaping_schemes/">Escaping
 * schemes</a>
 */
enum Escaping {

	ALLOW_UTF_8("ALLOW_UTF8"), UNDERSCORES("UNDERSCORE_ESCAPING"), DOTS("DOTS_ESCAPING"),
	VALUES("VALUE_ENCODING_ESCAPING");

	private static final @Nullable MethodHandle WRITE = Client.write();

	@SuppressWarnings("ImmutableEnumChecker") // a constant of an enum of the client
	private final @Nullable Object scheme;

	Escaping(String constant) {
		this.scheme = Client.scheme(constant);
	}

	/**
	 * The scheme that a client asks for, underscores where it asks for none that we know
	 * or where the client library knows none.
	 */
	static Escaping of(String parameter) {
		if (WRITE != null) {
			for (Escaping escaping : values()) {
				if (escaping.parameter().equals(parameter)) {
					return escaping;
				}
			}
		}
		return UNDERSCORES;
	}

	/**
	 * Whether the client library has this scheme.
	 */
	boolean isKnown() {
		return this.scheme != null;
	}

	/**
	 * Whether series stand in the order in which they are read: the other schemes sort
	 * them by their escaped labels.
	 */
	boolean keepsOrder() {
		return this == ALLOW_UTF_8 || this == UNDERSCORES;
	}

	String parameter() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	void write(ExpositionFormatWriter writer, OutputStream out, MetricSnapshots snapshots) throws IOException {
		if (WRITE == null || this.scheme == null) {
			writer.write(out, snapshots);
			return;
		}
		try {
			WRITE.invoke(writer, out, snapshots, this.scheme);
		}
		catch (IOException | RuntimeException | Error ex) {
			throw ex;
		}
		catch (Throwable ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * The one newer type of the client that is used, reached without linking to it.
	 */
	private static final class Client {

		private static final @Nullable Class<?> SCHEME = schemeType();

		static @Nullable Object scheme(String constant) {
			if (SCHEME == null) {
				return null;
			}
			for (Object candidate : SCHEME.getEnumConstants()) {
				if (candidate instanceof Enum<?> value && value.name().equals(constant)) {
					return candidate;
				}
			}
			return null;
		}

		static @Nullable MethodHandle write() {
			if (SCHEME == null) {
				return null;
			}
			try {
				return MethodHandles.publicLookup()
					.findVirtual(ExpositionFormatWriter.class, "write",
							MethodType.methodType(void.class, OutputStream.class, MetricSnapshots.class, SCHEME));
			}
			catch (ReflectiveOperationException ex) {
				return null;
			}
		}

		private static @Nullable Class<?> schemeType() {
			try {
				return Class.forName("io.prometheus.metrics.config.EscapingScheme", false,
						ExpositionFormatWriter.class.getClassLoader());
			}
			catch (ClassNotFoundException ex) {
				return null;
			}
		}

	}

}
