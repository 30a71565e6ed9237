package dev.fennel.web;

import java.lang.reflect.Method;
import java.util.function.Consumer;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * What containers say and do of their own at the end of a request or of a forward.
 */
final class Containers {

	private static final String TOMCAT = "org.apache.catalina.";

	private static final String JETTY = "org.eclipse.jetty.";

	private static final String UNDERTOW = "io.undertow.";

	private static final int FRAMES_TO_CALLER = 3;

	private static final String UNDERTOW_DISPATCHER = UNDERTOW + "servlet.spec.RequestDispatcherImpl";

	private static final ClassValue<@Nullable Method> SUSPENSIONS = new ClassValue<>() {

		@Override
		protected @Nullable Method computeValue(Class<?> type) {
			return type.getName().startsWith(TOMCAT) ? ClassUtils.getMethodIfAvailable(type, "isFinished") : null;
		}

	};

	private static final ClassValue<@Nullable Completion> COMPLETIONS = new ClassValue<>() {

		@Override
		protected @Nullable Completion computeValue(Class<?> type) {
			return type.getName().startsWith(JETTY) ? Completion.find(type) : null;
		}

	};

	private static final ClassValue<@Nullable Method> CLOSINGS = new ClassValue<>() {

		@Override
		protected @Nullable Method computeValue(Class<?> type) {
			return type.getName().startsWith(UNDERTOW) ? ClassUtils.getMethodIfAvailable(type, "closeStreamAndWriter")
					: null;
		}

	};

	private Containers() {
	}

	/**
	 * Whether the container is Tomcat and has yet to answer after {@code sendError},
	 * which makes a response seem committed.
	 */
	static boolean isTomcatSuspended(ServletResponse response) {
		ServletResponse current = response;
		while (current instanceof ServletResponseWrapper wrapper) {
			current = wrapper.getResponse();
		}
		Method method = SUSPENSIONS.get(current.getClass());
		return method != null && Boolean.TRUE.equals(ReflectionUtils.invokeMethod(method, current));
	}

	/**
	 * How Undertow closes its own response at the end of a forward. It flushes and closes
	 * the writer of one that is wrapped, which takes the length off it.
	 * @param response the container's own response
	 * @return how, null where it is not Undertow that asks the caller of this method
	 */
	static @Nullable Method closingAfterForward(ServletResponse response) {
		Method method = CLOSINGS.get(response.getClass());
		return (method != null && UNDERTOW_DISPATCHER.equals(callerOfCaller())) ? method : null;
	}

	private static @Nullable String callerOfCaller() {
		return StackWalker.getInstance()
			.walk((frames) -> frames.skip(FRAMES_TO_CALLER).map(StackWalker.StackFrame::getClassName).findFirst())
			.orElse(null);
	}

	/**
	 * Has an action run when the response is complete, where the container is Jetty. It
	 * says that a request is destroyed at the end of each of its dispatches, before it
	 * looks at what was thrown and makes the error page; only its own API, which is
	 * reached without linking to it, tells of the real end.
	 * @param request the container's own request
	 * @param action what is run, on any thread
	 * @return whether the action will be run
	 */
	static boolean awaitJetty(ServletRequest request, Runnable action) {
		Completion completion = COMPLETIONS.get(request.getClass());
		return completion != null && completion.listen(request, action);
	}

	/**
	 * Jetty's completion listeners.
	 *
	 * @param getRequest gives Jetty's own request for that of the servlet API
	 * @param addListener adds a listener to it
	 */
	private record Completion(Method getRequest, Method addListener) {

		static @Nullable Completion find(Class<?> type) {
			try {
				Class<?> request = Class.forName(JETTY + "server.Request", false, type.getClassLoader());
				return new Completion(type.getMethod("getRequest"),
						request.getMethod("addCompletionListener", request, Consumer.class));
			}
			catch (ReflectiveOperationException ex) {
				return null;
			}
		}

		boolean listen(ServletRequest request, Runnable action) {
			Consumer<@Nullable Throwable> listener = (failure) -> action.run();
			try {
				this.addListener.invoke(null, this.getRequest.invoke(request), listener);
				return true;
			}
			catch (ReflectiveOperationException ex) {
				return false;
			}
		}

	}

}
