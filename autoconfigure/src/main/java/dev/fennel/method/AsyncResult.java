package dev.fennel.method;

/**
 * How a call goes on that ends later than it returns, for one kind of what it returns.
 */
interface AsyncResult {

	/** Whether this is for objects of a class. */
	boolean isFor(Class<?> type);

	/**
	 * Whether calls of a method that declares a type begin only when what it returned is
	 * called or subscribed to.
	 */
	default boolean begins(ReturnType declared) {
		return false;
	}

	/**
	 * Sees to it that the call is ended when what was returned is.
	 * @param returned what was returned
	 * @param call the call
	 * @param declared what the method declares
	 * @return what the caller gets
	 */
	Object follow(Object returned, MethodCall call, ReturnType declared);

}
