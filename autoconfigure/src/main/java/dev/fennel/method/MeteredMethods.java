package dev.fennel.method;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import dev.fennel.MetricDefinitionException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.aop.support.AopUtils;

/**
 * The annotated methods of all classes of beans, looked for once in each class. That is
 * done while beans are made, and makes none itself: the metrics are asked for when the
 * application has started, or by a call before that.
 *
 * @since 0.1.0
 */
public final class MeteredMethods implements AopInfrastructureBean {

	private static final Log logger = LogFactory.getLog(MeteredMethods.class);

	private final Supplier<MethodMetrics> metrics;

	private final BooleanSupplier byClass;

	private final AnnotatedTypes types = new AnnotatedTypes();

	private final ConcurrentMap<Class<?>, MeteredClass> classes = new ConcurrentHashMap<>();

	/** The classes that have any, in the order in which they were found. */
	private final Queue<MeteredClass> found = new ConcurrentLinkedQueue<>();

	private volatile @Nullable MethodMetrics available;

	private volatile boolean started;

	/**
	 * Creates an empty set.
	 * @param metrics gives the metrics, asked for when the first plan is made
	 * @param byClass whether the proxy that Spring is about to make extends the class
	 * also where there are interfaces
	 */
	public MeteredMethods(Supplier<MethodMetrics> metrics, BooleanSupplier byClass) {
		this.metrics = metrics;
		this.byClass = byClass;
	}

	/**
	 * Makes the families of all methods that were found so far. What is wrong with an
	 * annotation that is found later does not stop anything, but is logged and counted.
	 * @throws MetricDefinitionException if an annotation is wrong
	 */
	public void start() {
		this.found.stream()
			.flatMap((type) -> type.methods().stream())
			.filter((method) -> method.isReached() && method.plan() == null)
			.forEach((method) -> method.plan(available()));
		this.started = true;
	}

	/**
	 * Returns whether a class has annotated methods that a proxy can see.
	 * @param beanClass the class of a bean
	 * @param byClass whether the proxy extends the class also where there are interfaces
	 * @return whether there are any
	 */
	public boolean areIn(Class<?> beanClass, boolean byClass) {
		return look(of(beanClass), byClass);
	}

	/**
	 * Returns the annotated methods of a class that the proxy which Spring makes cannot
	 * see.
	 * @param beanClass the class of a bean
	 * @param byClass whether the proxy extends the class also where there are interfaces
	 * @return a sentence for each, without full stop
	 */
	public List<String> hidden(Class<?> beanClass, boolean byClass) {
		MeteredClass type = of(beanClass);
		return type.hidden(type.reach(byClass));
	}

	/**
	 * Returns the annotated methods of a class that the proxy of a bean cannot see.
	 * @param beanClass the class of the bean
	 * @param proxy its proxy
	 * @return a sentence for each, without full stop
	 */
	public List<String> hidden(Class<?> beanClass, Object proxy) {
		return of(beanClass).hidden(AopUtils.isJdkDynamicProxy(proxy)
				? ProxyReach.ofInterfaces(beanClass, proxy.getClass().getInterfaces()) : ProxyReach.ofClass(beanClass));
	}

	/** Whether the proxy that Spring is about to make has anything to see in a class. */
	boolean areIn(Class<?> beanClass) {
		MeteredClass type = of(beanClass);
		return !type.isEmpty() && look(type, this.byClass.getAsBoolean());
	}

	@Nullable MeteredMethod find(Method method, Class<?> beanClass) {
		return of(beanClass).find(method);
	}

	/** How calls of a method are measured, null where that cannot be found out. */
	@Nullable MethodPlan plan(MeteredMethod method) {
		MethodPlan known = method.plan();
		return (known != null || method.isRefused()) ? known : make(method);
	}

	private boolean look(MeteredClass type, boolean byClass) {
		boolean any = type.hidden(type.reach(byClass)).size() < type.methods().size();
		if (this.started) {
			type.methods().stream().filter(MeteredMethod::isReached).forEach(this::plan);
		}
		return any;
	}

	private MeteredClass of(Class<?> beanClass) {
		MeteredClass known = this.classes.get(beanClass);
		if (known != null) {
			return known;
		}
		MeteredClass searched = new MeteredClass(beanClass, search(beanClass));
		known = this.classes.putIfAbsent(beanClass, searched);
		if (known == null && !searched.isEmpty()) {
			this.found.add(searched);
		}
		return (known != null) ? known : searched;
	}

	/**
	 * A class that refers to types which are not there is none of ours to complain of.
	 */
	private Map<Method, MeteredMethod> search(Class<?> beanClass) {
		try {
			return this.types.areAbove(beanClass) ? AnnotatedClass.of(beanClass).methods() : Map.of();
		}
		catch (RuntimeException | LinkageError ex) {
			logger.debug("The class '%s' could not be searched for metric annotations".formatted(beanClass.getName()),
					ex);
			return Map.of();
		}
	}

	private @Nullable MethodPlan make(MeteredMethod method) {
		try {
			return method.plan(available());
		}
		catch (Throwable ex) {
			method.refused();
			refused(method, ex);
			return null;
		}
	}

	/** What is wrong with an annotation is said by the start, unless that is over. */
	private void refused(MeteredMethod method, Throwable failure) {
		MethodMetrics current = this.available;
		if (current != null && this.started) {
			current.failures().record("measure " + method, failure);
		}
		else if (!(failure instanceof MetricDefinitionException)) {
			logger.warn("Fennel could not measure a call of %s, since its metrics could not be made".formatted(method),
					failure);
		}
	}

	private MethodMetrics available() {
		MethodMetrics known = this.available;
		MethodMetrics current = (known != null) ? known : this.metrics.get();
		this.available = current;
		return current;
	}

}
