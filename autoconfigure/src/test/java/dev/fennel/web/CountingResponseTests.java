package dev.fennel.web;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.charset.Charset;

import com.sun.management.ThreadMXBean;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is counted is what the container got, byte for byte.
 */
class CountingResponseTests {

	private final MockHttpServletResponse container = new MockHttpServletResponse();

	private final HandlerRecord record = new HandlerRecord(false, -1, null);

	private HttpServletResponse response = this.container;

	@BeforeEach
	void wrap() {
		this.response = CountingResponse.wrap(this.container, this.record);
	}

	@ParameterizedTest
	@ValueSource(strings = { "UTF-8", "ISO-8859-1", "US-ASCII", "UTF-16", "UTF-16BE", "UTF-16LE", "windows-1252",
			"Shift_JIS", "ISO-2022-JP" })
	void writerIsCountedInBytes(String charset) throws IOException {
		this.container.setCharacterEncoding(charset);
		PrintWriter writer = this.response.getWriter();
		writer.write("aé€");
		writer.write('x');
		writer.write(new char[] { 'a', 'b', 'c' });
		writer.write(new char[] { 'a', 'b', 'c' }, 1, 1);
		writer.write("abcdef", 2, 3);
		writer.print(42);
		writer.println("line");
		writer.println();
		writer.append('c').append("sequence").append("sequence", 1, 2);
		writer.printf("%d-%s", 1, "é");
		writer.flush();
		assertThat(this.record.responseBodySize()).isEqualTo(this.container.getContentAsByteArray().length);
		assertThat(writer.checkError()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "UTF-8", "UTF-16", "GB18030" })
	void surrogatePairsMayBeSplit(String charset) throws IOException {
		this.container.setCharacterEncoding(charset);
		String text = "a😀b";
		this.response.getWriter().write(text, 0, 2);
		this.response.getWriter().write(text, 2, 2);
		this.response.getWriter().flush();
		assertThat(this.record.responseBodySize()).isEqualTo(text.getBytes(Charset.forName(charset)).length);
	}

	@Test
	void charactersAreCountedWithoutGarbage() {
		PrintWriter writer = new CountingWriter(new PrintWriter(Writer.nullWriter()), CharacterSizes.of("UTF-8"),
				this.record);
		char[] characters = { 'a', 'b' };
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		long before = threads.getCurrentThreadAllocatedBytes();
		for (int i = 0; i < 10_000; i++) {
			writer.write('x');
			writer.write(characters);
		}
		assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(10_000);
		assertThat(this.record.responseBodySize()).isEqualTo(30_000);
	}

	@Test
	void streamIsCounted() throws IOException {
		ServletOutputStream stream = this.response.getOutputStream();
		stream.write(1);
		stream.write(new byte[10]);
		stream.write(new byte[10], 2, 3);
		stream.print("text");
		stream.flush();
		assertThat(this.response.getOutputStream()).isSameAs(stream);
		assertThat(this.record.responseBodySize()).isEqualTo(18)
			.isEqualTo(this.container.getContentAsByteArray().length);
	}

	@Test
	void resetsThrowAway() throws IOException {
		this.response.getOutputStream().write(new byte[10]);
		this.response.resetBuffer();
		this.response.getOutputStream().write(new byte[3]);
		assertThat(this.record.responseBodySize()).isEqualTo(3);
		this.response.reset();
		this.response.getWriter().write("four");
		assertThat(this.record.responseBodySize()).isEqualTo(4);
	}

	@Test
	void errorsAndRedirectsThrowAwayWhatWasAndWillBeWritten() throws IOException {
		this.response.getWriter().write("before");
		this.response.sendError(404);
		this.response.getWriter().write("after");
		assertThat(this.record.responseBodySize()).isZero();
		assertThat(this.container.getStatus()).isEqualTo(404);
	}

	@Test
	void redirectsHaveNoBodyOfTheHandler() throws IOException {
		this.response.getWriter().write("before");
		this.response.sendRedirect("/elsewhere");
		assertThat(this.record.responseBodySize()).isZero();
	}

	@Test
	void headHasNoBody() throws IOException {
		HandlerRecord head = new HandlerRecord(true, 0, null);
		CountingResponse.wrap(this.container, head).getWriter().write("body");
		assertThat(head.responseBodySize()).isZero();
	}

	@Test
	void isWrappedOnce() {
		HttpServletResponse wrapped = new HttpServletResponseWrapper(this.response);
		assertThat(CountingResponse.wrap(wrapped, this.record)).isSameAs(wrapped);
		assertThat(CountingResponse.wrap(this.response, this.record)).isSameAs(this.response);
	}

}
