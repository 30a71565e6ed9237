package dev.fennel.exposition;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes bytes and numbers through one buffer.
 */
final class PageSink {

	private static final int SIZE = 16384;

	private static final int LONGEST_NUMBER = 32;

	private static final int MILLIS_PER_SECOND = 1000;

	/** Up to here the client's notation of whole numbers is plain on each JDK. */
	private static final double PLAIN = 1e7;

	private static final byte[] INFINITY = bytes("+Inf");

	private static final byte[] NEGATIVE_INFINITY = bytes("-Inf");

	private final OutputStream out;

	private final byte[] buffer = new byte[SIZE];

	private int position;

	PageSink(OutputStream out) {
		this.out = out;
	}

	/**
	 * Bytes as they stand on a page.
	 */
	static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	void write(byte[] bytes) throws IOException {
		write(bytes, 0, bytes.length);
	}

	void write(byte[] bytes, int offset, int length) throws IOException {
		if (length > SIZE - this.position) {
			flush();
			if (length > SIZE) {
				this.out.write(bytes, offset, length);
				return;
			}
		}
		System.arraycopy(bytes, offset, this.buffer, this.position, length);
		this.position += length;
	}

	/**
	 * Writes three pieces that follow each other.
	 */
	void write(byte[] first, byte[] second, byte[] third) throws IOException {
		int length = first.length + second.length + third.length;
		if (length > SIZE - this.position) {
			write(first);
			write(second);
			write(third);
			return;
		}
		int at = this.position;
		System.arraycopy(first, 0, this.buffer, at, first.length);
		at += first.length;
		System.arraycopy(second, 0, this.buffer, at, second.length);
		System.arraycopy(third, 0, this.buffer, at + second.length, third.length);
		this.position += length;
	}

	void write(char ascii) throws IOException {
		reserve(1);
		this.buffer[this.position++] = (byte) ascii;
	}

	/**
	 * Writes a whole number in decimal digits.
	 */
	void write(long number) throws IOException {
		if (number < 0) {
			write(bytes(Long.toString(number)));
			return;
		}
		reserve(LONGEST_NUMBER);
		digits(number);
	}

	/**
	 * Writes a number as the client does.
	 */
	void write(double number) throws IOException {
		long whole = (long) number;
		if (whole == number && Math.abs(number) < PLAIN && (whole != 0 || isPositiveZero(number))) {
			writePlain(whole);
		}
		else if (Double.isInfinite(number)) {
			write((number > 0) ? INFINITY : NEGATIVE_INFINITY);
		}
		else {
			writeAscii(Double.toString(number));
		}
	}

	/**
	 * Writes milliseconds as seconds with three decimals, those of a time before 1970 as
	 * the client does.
	 */
	void writeSeconds(long millis) throws IOException {
		long part = millis % MILLIS_PER_SECOND;
		write(millis / MILLIS_PER_SECOND);
		write('.');
		for (long limit = MILLIS_PER_SECOND / 10; limit > 1 && part < limit; limit /= 10) {
			write('0');
		}
		write(part);
	}

	/**
	 * Hands on what is held.
	 */
	void flush() throws IOException {
		if (this.position > 0) {
			this.out.write(this.buffer, 0, this.position);
			this.position = 0;
		}
	}

	private void reserve(int length) throws IOException {
		if (length > SIZE - this.position) {
			flush();
		}
	}

	private void writePlain(long whole) throws IOException {
		reserve(LONGEST_NUMBER);
		if (whole < 0) {
			this.buffer[this.position++] = '-';
		}
		digits(Math.abs(whole));
		this.buffer[this.position++] = '.';
		this.buffer[this.position++] = '0';
	}

	@SuppressWarnings("deprecation") // the bytes of a text that is known to be ASCII
	private void writeAscii(String text) throws IOException {
		reserve(LONGEST_NUMBER);
		text.getBytes(0, text.length(), this.buffer, this.position);
		this.position += text.length();
	}

	private void digits(long number) {
		int end = this.position + length(number);
		this.position = end;
		long rest = number;
		do {
			long next = rest / 10;
			this.buffer[--end] = (byte) ('0' + (rest - next * 10));
			rest = next;
		}
		while (rest != 0);
	}

	private static int length(long number) {
		int length = 1;
		for (long limit = 10; limit > 0 && number >= limit; limit *= 10) {
			length++;
			if (limit > Long.MAX_VALUE / 10) {
				break;
			}
		}
		return length;
	}

	private static boolean isPositiveZero(double number) {
		return Double.doubleToRawLongBits(number) == 0;
	}

}
