package dev.fennel.web;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;

import org.jspecify.annotations.Nullable;

/**
 * The number of bytes that characters become, told without encoding them where the
 * charset allows.
 */
abstract sealed class CharacterSizes {

	static CharacterSizes of(@Nullable String encoding) {
		Charset charset = charset(encoding);
		if (charset.equals(StandardCharsets.UTF_8)) {
			return new Utf8();
		}
		if (charset.equals(StandardCharsets.ISO_8859_1) || charset.equals(StandardCharsets.US_ASCII)) {
			return new OneByte();
		}
		return new Encoded(charset);
	}

	abstract long of(CharSequence text, int start, int end);

	private static Charset charset(@Nullable String encoding) {
		try {
			return (encoding != null) ? Charset.forName(encoding) : StandardCharsets.ISO_8859_1;
		}
		catch (IllegalCharsetNameException | UnsupportedCharsetException ex) {
			return StandardCharsets.ISO_8859_1;
		}
	}

	private static final class OneByte extends CharacterSizes {

		@Override
		long of(CharSequence text, int start, int end) {
			return (long) end - start;
		}

	}

	private static final class Utf8 extends CharacterSizes {

		private static final int ONE_BYTE = 0x80;

		private static final int TWO_BYTES = 0x800;

		@Override
		long of(CharSequence text, int start, int end) {
			long size = 0;
			for (int i = start; i < end; i++) {
				size += size(text.charAt(i));
			}
			return size;
		}

		/** Each half of a surrogate pair as two bytes, so that pairs may be split. */
		private static int size(char character) {
			if (character < ONE_BYTE) {
				return 1;
			}
			return (character < TWO_BYTES || Character.isSurrogate(character)) ? 2 : 3;
		}

	}

	private static final class Encoded extends CharacterSizes {

		private final Charset charset;

		private Encoded(Charset charset) {
			this.charset = charset;
		}

		@Override
		long of(CharSequence text, int start, int end) {
			return text.subSequence(start, end).toString().getBytes(this.charset).length;
		}

	}

}
