package dev.fennel.multiprocess;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * Writes the content of a shared file: whole numbers in as few bytes as they need, a text
 * that was there before as its number, a checksum at the end.
 */
final class SharedFileOutput {

	/** The first bytes of each file: "FNL" and the version of what follows. */
	static final int MAGIC = 0x464E4C00;

	static final int VERSION = 1;

	private static final int MORE = 0x80;

	private static final int BITS = 7;

	private final Map<String, Integer> texts = new HashMap<>();

	private ByteBuffer bytes;

	SharedFileOutput(int expectedSize) {
		this.bytes = ByteBuffer.allocate(expectedSize);
		room(Integer.BYTES).putInt(MAGIC | VERSION);
	}

	void flag(boolean value) {
		room(1).put((byte) (value ? 1 : 0));
	}

	void whole(long value) {
		long rest = (value << 1) ^ (value >> (Long.SIZE - 1));
		room(Long.BYTES + 2);
		while ((rest & -MORE) != 0) {
			this.bytes.put((byte) ((rest & (MORE - 1)) | MORE));
			rest >>>= BITS;
		}
		this.bytes.put((byte) rest);
	}

	void real(double value) {
		room(Double.BYTES).putDouble(value);
	}

	void text(String value) {
		Integer known = this.texts.putIfAbsent(value, this.texts.size());
		if (known != null) {
			whole(known + 1L);
			return;
		}
		byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
		whole(0);
		whole(utf8.length);
		room(utf8.length).put(utf8);
	}

	byte[] finish() {
		CRC32 checksum = new CRC32();
		checksum.update(this.bytes.array(), 0, this.bytes.position());
		room(Integer.BYTES).putInt((int) checksum.getValue());
		return Arrays.copyOf(this.bytes.array(), this.bytes.position());
	}

	private ByteBuffer room(int size) {
		if (this.bytes.remaining() < size) {
			int capacity = Math.max(this.bytes.capacity() * 2, this.bytes.position() + size);
			this.bytes = ByteBuffer.wrap(Arrays.copyOf(this.bytes.array(), capacity)).position(this.bytes.position());
		}
		return this.bytes;
	}

}
