package dev.fennel.autoconfigure;

import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Mocks and spies of Mockito, which tests ask for what was called and which nothing may
 * stand for.
 *
 * @since 0.1.0
 */
public final class Mocks {

	/** What makes mocks of which the class does not tell puts this among Java's own. */
	private static final String DISPATCHER = "org.mockito.internal.creation.bytebuddy.inject.MockMethodDispatcher";

	private static final @Nullable Method DETAILS = method("org.mockito.Mockito", "mockingDetails", Object.class);

	private static final @Nullable Method IS_MOCK = method("org.mockito.MockingDetails", "isMock");

	private Mocks() {
	}

	/**
	 * Returns whether an object is one. Mockito is not asked where nothing has used it
	 * yet: it takes seconds to start, and attaches an agent.
	 * @param object any object
	 * @return whether it is a mock or a spy
	 */
	public static boolean isOne(Object object) {
		if (object.getClass().getName().contains("$MockitoMock$")) {
			return true;
		}
		if (DETAILS == null || IS_MOCK == null || !canBeOfAnyClass()) {
			return false;
		}
		try {
			Object details = ReflectionUtils.invokeMethod(DETAILS, null, object);
			return details != null && Boolean.TRUE.equals(ReflectionUtils.invokeMethod(IS_MOCK, details));
		}
		catch (RuntimeException | LinkageError ex) {
			return false;
		}
	}

	private static boolean canBeOfAnyClass() {
		try {
			Class.forName(DISPATCHER, false, null);
			return true;
		}
		catch (ClassNotFoundException | LinkageError ex) {
			return false;
		}
	}

	private static @Nullable Method method(String type, String name, Class<?>... parameters) {
		try {
			return ClassUtils.forName(type, Mocks.class.getClassLoader()).getMethod(name, parameters);
		}
		catch (ReflectiveOperationException | LinkageError ex) {
			return null;
		}
	}

}
