package dev.fennel.method;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Which types have one of the annotations anywhere, on themselves or on a method. Most
 * have none, and are not searched any further: each type is looked at once, whatever
 * extends it, so that the start of an application hardly takes longer.
 */
final class AnnotatedTypes {

	private final Map<Class<?>, Boolean> types = new ConcurrentHashMap<>();

	private final Map<Class<? extends Annotation>, Boolean> annotations = new ConcurrentHashMap<>();

	/** Whether a class or a type above it has an annotation. */
	boolean areAbove(Class<?> type) {
		for (Class<?> each = type; each != null; each = each.getSuperclass()) {
			if (isAnnotated(each)) {
				return true;
			}
		}
		for (Class<?> each : ClassUtils.getAllInterfacesForClassAsSet(type)) {
			if (isAnnotated(each)) {
				return true;
			}
		}
		return false;
	}

	private boolean isAnnotated(Class<?> type) {
		if (type.getName().startsWith("java.")) {
			return false;
		}
		Boolean known = this.types.get(type);
		if (known == null) {
			known = search(type);
			this.types.put(type, known);
		}
		return known;
	}

	private boolean search(Class<?> type) {
		if (concerns(type)) {
			return true;
		}
		for (Method method : ReflectionUtils.getDeclaredMethods(type)) {
			if (concerns(method)) {
				return true;
			}
		}
		return false;
	}

	private boolean concerns(AnnotatedElement element) {
		for (Annotation annotation : element.getDeclaredAnnotations()) {
			if (concerns(annotation.annotationType())) {
				return true;
			}
		}
		return false;
	}

	private boolean concerns(Class<? extends Annotation> annotation) {
		Boolean known = this.annotations.get(annotation);
		if (known == null) {
			known = MethodAnnotations.concerns(annotation)
					|| !MethodAnnotations.of(MergedAnnotations.from(annotation)).isEmpty();
			this.annotations.put(annotation, known);
		}
		return known;
	}

}
