package dev.fennel.web;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.ResourceHttpMessageConverter;
import org.springframework.http.converter.ResourceRegionHttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/**
 * Sees the resources that handlers return as bodies, and changes none of them.
 *
 * @since 0.1.0
 */
@ControllerAdvice
public final class ResourceBodyAdvice implements ResponseBodyAdvice<Object>, AopInfrastructureBean {

	@Override
	public boolean supports(MethodParameter returnType, Class<? extends HttpMessageConverter<?>> converterType) {
		return ResourceHttpMessageConverter.class.isAssignableFrom(converterType)
				|| ResourceRegionHttpMessageConverter.class.isAssignableFrom(converterType);
	}

	@Override
	public @Nullable Object beforeBodyWrite(@Nullable Object body, MethodParameter returnType,
			MediaType selectedContentType, Class<? extends HttpMessageConverter<?>> selectedConverterType,
			ServerHttpRequest request, ServerHttpResponse response) {
		if (request instanceof ServletServerHttpRequest servletRequest) {
			RequestRecord record = RecordAttribute.ofHandler(servletRequest.getServletRequest());
			HandlerRecord handler = (record != null) ? record.handler() : null;
			if (handler != null) {
				handler.streamed();
			}
		}
		return body;
	}

}
