package dev.fennel.web;

import java.util.List;

import dev.fennel.HttpMethods;
import jakarta.servlet.ServletException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.mock.web.MockHttpServletRequest;

import static org.assertj.core.api.Assertions.assertThat;

class LabelValuesTests {

	@ParameterizedTest
	@ValueSource(strings = { "GET", "HEAD", "POST", "PUT", "DELETE", "TRACE", "OPTIONS", "CONNECT", "PATCH" })
	void knownMethodsAreThemselves(String method) {
		assertThat(HttpMethods.VALUES.get(HttpMethods.index(method))).isEqualTo(method);
	}

	@ParameterizedTest
	@ValueSource(strings = { "get", "BREW", "", "GET " })
	void otherMethodsAreOther(String method) {
		assertThat(HttpMethods.VALUES.get(HttpMethods.index(method))).isEqualTo("other");
	}

	@ParameterizedTest
	@CsvSource({ "200,200,2xx", "404,404,4xx", "999,999,9xx", "99,other,other", "1000,other,other", "0,other,other" })
	void statusesAreCodesOrGroups(int status, String code, String group) {
		StatusCodes codes = new StatusCodes(false);
		StatusCodes groups = new StatusCodes(true);
		assertThat(codes.value(codes.number(status))).isEqualTo(code);
		assertThat(groups.value(groups.number(status))).isEqualTo(group);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			text/html;charset=utf-8                 | UTF-8
			text/html; Charset="iso-8859-1"; x=y    | ISO-8859-1
			text/html                               |
			text/html;charset=                      |
			""")
	void charsetIsTheDeclaredOneInUpperCase(String contentType, @Nullable String charset) {
		assertThat(Charsets.charset(contentType)).isEqualTo(charset);
	}

	@ParameterizedTest
	@CsvSource({ "books,books", "redirect:/x/1,redirect", "forward:/x,forward" })
	void viewIsItsNameOrWhatItDoes(String view, String label) {
		assertThat(ViewNames.label(view)).isEqualTo(label);
	}

	@Test
	void exceptionIsTheNearestNamedClassWithinTheServletException() {
		IllegalStateException anonymous = new IllegalStateException() {
		};
		assertThat(HandlerErrors.name(anonymous)).isEqualTo("IllegalStateException");
		assertThat(HandlerErrors.name(new ServletException(new ServletException(anonymous))))
			.isEqualTo("IllegalStateException");
		assertThat(HandlerErrors.name(new ServletException("no cause"))).isEqualTo("ServletException");
	}

	@ParameterizedTest
	@CsvSource({ "/a,,true", "/a/,,false", "/b,,true", "/b/c,,true", "/bc,,false", "/b,/c,true", "'',/a,true",
			"/x,/a,false" })
	void exclusionsAreExactOrBelow(String servletPath, @Nullable String pathInfo, boolean excluded) {
		MockHttpServletRequest request = new MockHttpServletRequest();
		request.setServletPath(servletPath);
		request.setPathInfo(pathInfo);
		assertThat(new PathExclusions(List.of("/a", "/b/**")).contains(request)).isEqualTo(excluded);
	}

}
