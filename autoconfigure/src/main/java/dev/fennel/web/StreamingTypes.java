package dev.fennel.web;

import java.lang.reflect.Method;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import org.springframework.core.ResolvableType;
import org.springframework.http.HttpEntity;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/**
 * Tells by their declared return types, as Spring MVC does, which handler methods write
 * their responses later.
 */
final class StreamingTypes {

	private final ConcurrentMap<Method, Boolean> known = new ConcurrentHashMap<>();

	boolean isReturnedBy(HandlerMethod handler) {
		Boolean streaming = this.known.get(handler.getMethod());
		return (streaming != null) ? streaming
				: this.known.computeIfAbsent(handler.getMethod(), (method) -> look(handler));
	}

	private static boolean look(HandlerMethod handler) {
		ResolvableType type = ResolvableType.forMethodParameter(handler.getReturnType());
		Class<?> body = HttpEntity.class.isAssignableFrom(type.toClass())
				? type.as(HttpEntity.class).getGeneric().toClass() : type.toClass();
		return StreamingResponseBody.class.isAssignableFrom(body) || ResponseBodyEmitter.class.isAssignableFrom(body);
	}

}
