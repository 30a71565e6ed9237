package dev.fennel.web;

import java.io.IOException;

import jakarta.servlet.http.HttpServletRequest;
import org.junit.jupiter.api.Test;

import org.springframework.mock.web.MockHttpServletRequest;

import static org.assertj.core.api.Assertions.assertThat;

class CountingRequestTests {

	private final HandlerRecord undeclared = new HandlerRecord(false, -1, null);

	@Test
	void bytesThatAreReadAreCounted() throws IOException {
		HttpServletRequest request = CountingRequest.wrap(request("POST"), this.undeclared);
		assertThat(request.getInputStream().read()).isEqualTo('a');
		assertThat(request.getInputStream().readAllBytes()).hasSize(5);
		assertThat(request.getInputStream().read()).isEqualTo(-1);
		assertThat(this.undeclared.requestBodySize()).isEqualTo(6);
	}

	@Test
	void charactersThatAreReadAreCountedInBytes() throws IOException {
		MockHttpServletRequest container = request("POST");
		container.setCharacterEncoding("UTF-8");
		assertThat(CountingRequest.wrap(container, this.undeclared).getReader().readLine()).isEqualTo("abcdé");
		assertThat(this.undeclared.requestBodySize()).isEqualTo(6);
	}

	@Test
	void aBodyThatIsNotReadCountsAsNothing() {
		CountingRequest.wrap(request("POST"), this.undeclared);
		assertThat(this.undeclared.requestBodySize()).isZero();
	}

	@Test
	void aDeclaredLengthIsTheSizeWhateverIsRead() throws IOException {
		HandlerRecord declared = new HandlerRecord(false, 100, null);
		CountingRequest.wrap(request("POST"), declared).getInputStream().readAllBytes();
		assertThat(declared.requestBodySize()).isEqualTo(100);
	}

	@Test
	void isNotWrappedWhereNoBodyIsToBeExpected() {
		MockHttpServletRequest post = request("POST");
		MockHttpServletRequest get = request("GET");
		assertThat(CountingRequest.wrap(post, new HandlerRecord(false, 0, null))).isSameAs(post);
		assertThat(CountingRequest.wrap(get, this.undeclared)).isSameAs(get);
		get.addHeader("Transfer-Encoding", "chunked");
		HttpServletRequest wrapped = CountingRequest.wrap(get, this.undeclared);
		assertThat(wrapped).isNotSameAs(get);
		assertThat(CountingRequest.wrap(wrapped, this.undeclared)).isSameAs(wrapped);
	}

	private static MockHttpServletRequest request(String method) {
		MockHttpServletRequest request = new MockHttpServletRequest(method, "/");
		request.setContent("abcdé".getBytes(java.nio.charset.StandardCharsets.UTF_8));
		return request;
	}

}
