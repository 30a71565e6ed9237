package dev.fennel.multiprocess;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.zip.CRC32;

/**
 * Reads what a {@link SharedFileOutput} wrote, and nothing else.
 */
final class SharedFileInput {

	private static final int VERSION_MASK = 0xFF;

	private static final int MORE = 0x80;

	private static final int BITS = 7;

	private final List<String> texts = new ArrayList<>();

	private final ByteBuffer bytes;

	private SharedFileInput(ByteBuffer bytes) {
		this.bytes = bytes;
	}

	/**
	 * Reads a file.
	 * @throws UnreadableFileException if it is not what was written
	 */
	static <T> T read(byte[] file, Function<SharedFileInput, T> content) throws UnreadableFileException {
		requireWhole(file);
		ByteBuffer bytes = ByteBuffer.wrap(file, 0, file.length - Integer.BYTES);
		bytes.getInt();
		try {
			return content.apply(new SharedFileInput(bytes));
		}
		catch (RuntimeException ex) {
			throw UnreadableFileException.damaged("what its file holds makes no sense", ex);
		}
	}

	private static void requireWhole(byte[] file) throws UnreadableFileException {
		if (file.length < 2 * Integer.BYTES) {
			throw UnreadableFileException.damaged("its file is cut off", null);
		}
		ByteBuffer bytes = ByteBuffer.wrap(file);
		int head = bytes.getInt();
		if ((head & ~VERSION_MASK) != SharedFileOutput.MAGIC) {
			throw UnreadableFileException.damaged("its file is none of Fennel's", null);
		}
		if ((head & VERSION_MASK) != SharedFileOutput.VERSION) {
			throw UnreadableFileException.ofOtherVersion();
		}
		CRC32 checksum = new CRC32();
		checksum.update(file, 0, file.length - Integer.BYTES);
		if (bytes.getInt(file.length - Integer.BYTES) != (int) checksum.getValue()) {
			throw UnreadableFileException.damaged("its file is cut off or damaged", null);
		}
	}

	/**
	 * The first whole number of a file of which only the beginning is read.
	 */
	static long first(byte[] beginning) {
		ByteBuffer bytes = ByteBuffer.wrap(beginning);
		bytes.getInt();
		return new SharedFileInput(bytes).whole();
	}

	boolean flag() {
		return this.bytes.get() != 0;
	}

	long whole() {
		long value = 0;
		for (int shift = 0; shift < Long.SIZE; shift += BITS) {
			byte next = this.bytes.get();
			value |= (long) (next & (MORE - 1)) << shift;
			if ((next & MORE) == 0) {
				return (value >>> 1) ^ -(value & 1);
			}
		}
		throw new IllegalStateException("A number has no end");
	}

	/**
	 * A number of things, each of which takes a byte at least.
	 */
	int size() {
		long size = whole();
		if (size < 0 || size > this.bytes.remaining()) {
			throw new BufferUnderflowException();
		}
		return (int) size;
	}

	double real() {
		return this.bytes.getDouble();
	}

	String text() {
		long known = whole();
		if (known > 0) {
			return this.texts.get((int) known - 1);
		}
		byte[] utf8 = new byte[size()];
		this.bytes.get(utf8);
		String text = new String(utf8, StandardCharsets.UTF_8);
		this.texts.add(text);
		return text;
	}

	<T> List<T> list(Function<SharedFileInput, T> element) {
		int size = size();
		List<T> elements = new ArrayList<>(size);
		for (int i = 0; i < size; i++) {
			elements.add(element.apply(this));
		}
		return elements;
	}

}
