package dev.fennel.autoconfigure;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;

/**
 * Which beans a proxy may stand for that is still of their class.
 *
 * @since 0.1.0
 */
public final class ClassProxies {

	private ClassProxies() {
	}

	/**
	 * Returns whether a proxy may extend a class and lead all that is public to its
	 * target.
	 * @param type the class
	 * @return whether it may be extended and has no final methods
	 */
	public static boolean canExtend(Class<?> type) {
		int modifiers = type.getModifiers();
		return !Modifier.isFinal(modifiers) && !Modifier.isPrivate(modifiers) && !type.isSealed()
				&& Arrays.stream(type.getMethods()).noneMatch(ClassProxies::hidesTheTarget);
	}

	/** A final method would run on the proxy, whose fields are empty. */
	private static boolean hidesTheTarget(Method method) {
		return Modifier.isFinal(method.getModifiers()) && method.getDeclaringClass() != Object.class;
	}

}
