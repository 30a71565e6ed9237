package dev.fennel.web;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;

import org.jspecify.annotations.Nullable;

/**
 * The number of bytes that the characters of one text become as they come, told without
 * encoding them where the charset allows.
 */
abstract sealed class CharacterSizes {

	private static final CharacterSizes UTF_8 = new Utf8();

	private static final CharacterSizes ONE_BYTE = new OneByte();

	static CharacterSizes of(@Nullable String encoding) {
		Charset charset = charset(encoding);
		if (charset.equals(StandardCharsets.UTF_8)) {
			return UTF_8;
		}
		if (charset.equals(StandardCharsets.ISO_8859_1) || charset.equals(StandardCharsets.US_ASCII)) {
			return ONE_BYTE;
		}
		return new Encoded(charset);
	}

	abstract long of(char character);

	abstract long of(char[] characters, int offset, int length);

	abstract long of(String text, int offset, int length);

	private static Charset charset(@Nullable String encoding) {
		try {
			Charset charset = (encoding != null) ? Charset.forName(encoding) : StandardCharsets.ISO_8859_1;
			return charset.canEncode() ? charset : StandardCharsets.ISO_8859_1;
		}
		catch (IllegalCharsetNameException | UnsupportedCharsetException ex) {
			return StandardCharsets.ISO_8859_1;
		}
	}

	private static final class OneByte extends CharacterSizes {

		@Override
		long of(char character) {
			return 1;
		}

		@Override
		long of(char[] characters, int offset, int length) {
			return length;
		}

		@Override
		long of(String text, int offset, int length) {
			return length;
		}

	}

	/**
	 * Each half of a surrogate pair as two bytes, so that pairs may be split.
	 */
	private static final class Utf8 extends CharacterSizes {

		private static final int ONE_BYTE = 0x80;

		private static final int TWO_BYTES = 0x800;

		@Override
		long of(char character) {
			if (character < ONE_BYTE) {
				return 1;
			}
			return (character < TWO_BYTES || Character.isSurrogate(character)) ? 2 : 3;
		}

		@Override
		long of(char[] characters, int offset, int length) {
			long size = 0;
			for (int i = offset; i < offset + length; i++) {
				size += of(characters[i]);
			}
			return size;
		}

		@Override
		long of(String text, int offset, int length) {
			long size = 0;
			for (int i = offset; i < offset + length; i++) {
				size += of(text.charAt(i));
			}
			return size;
		}

	}

	/**
	 * Encodes as the container does: a byte order mark at the start only, a surrogate
	 * pair when its second half has come.
	 */
	private static final class Encoded extends CharacterSizes {

		private static final int BUFFER = 256;

		private final CharsetEncoder encoder;

		private final ByteBuffer encoded = ByteBuffer.allocate(BUFFER);

		private final CharBuffer half = CharBuffer.allocate(2);

		private Encoded(Charset charset) {
			this.encoder = charset.newEncoder()
				.onMalformedInput(CodingErrorAction.REPLACE)
				.onUnmappableCharacter(CodingErrorAction.REPLACE);
		}

		@Override
		long of(char character) {
			return of(CharBuffer.wrap(new char[] { character }));
		}

		@Override
		long of(char[] characters, int offset, int length) {
			return of(CharBuffer.wrap(characters, offset, length));
		}

		@Override
		long of(String text, int offset, int length) {
			return of(CharBuffer.wrap(text, offset, offset + length));
		}

		private long of(CharBuffer characters) {
			long size = 0;
			if (this.half.position() > 0 && characters.hasRemaining()) {
				this.half.put(characters.get()).flip();
				size += encode(this.half);
				this.half.compact();
			}
			size += encode(characters);
			if (characters.hasRemaining()) {
				this.half.put(characters.get());
			}
			return size;
		}

		private long encode(CharBuffer characters) {
			long size = 0;
			boolean more = true;
			while (more) {
				this.encoded.clear();
				more = this.encoder.encode(characters, this.encoded, false).isOverflow();
				size += this.encoded.position();
			}
			return size;
		}

	}

}
