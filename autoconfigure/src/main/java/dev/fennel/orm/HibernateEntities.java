package dev.fennel.orm;

import java.lang.reflect.Modifier;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceException;
import jakarta.persistence.metamodel.EntityType;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.event.internal.PostDeleteEventListenerStandardImpl;
import org.hibernate.event.service.spi.EventListenerGroup;
import org.hibernate.event.service.spi.EventListenerRegistry;
import org.hibernate.event.spi.EventType;
import org.hibernate.event.spi.PostDeleteEventListener;
import org.hibernate.metamodel.RepresentationMode;
import org.hibernate.metamodel.model.domain.EntityDomainType;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.util.ClassUtils;

/**
 * Listens to Hibernate.
 *
 * @since 0.1.0
 */
public final class HibernateEntities implements AopInfrastructureBean {

	private static final Log logger = LogFactory.getLog(HibernateEntities.class);

	private final EntityMetrics metrics;

	private final Set<SessionFactoryImplementor> observed = Collections
		.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

	/**
	 * Creates what listens.
	 * @param metrics the owner of the family
	 */
	public HibernateEntities(EntityMetrics metrics) {
		this.metrics = metrics;
	}

	/**
	 * Puts the entities of a factory on the page and counts their row operations from now
	 * on. A factory that is not Hibernate's is left alone, and so is one that is known.
	 * @param factory the factory, which may be a proxy
	 */
	public void observe(EntityManagerFactory factory) {
		this.metrics.failures().guard("listen to Hibernate", () -> {
			SessionFactoryImplementor hibernate = unwrap(factory);
			if (hibernate != null && this.observed.add(hibernate)) {
				listen(hibernate);
			}
		});
	}

	/**
	 * Does the same in another thread, for a factory that is still being made.
	 * @param factory the factory, which may be a proxy
	 * @param executor runs what waits for the factory
	 */
	public void observe(EntityManagerFactory factory, Executor executor) {
		this.metrics.failures()
			.guard("listen to Hibernate in the background", () -> executor.execute(() -> observe(factory)));
	}

	private static @Nullable SessionFactoryImplementor unwrap(EntityManagerFactory factory) {
		try {
			return factory.unwrap(SessionFactoryImplementor.class);
		}
		catch (PersistenceException ex) {
			logger.debug("The entities of a factory that is not Hibernate's are not counted", ex);
			return null;
		}
	}

	private void listen(SessionFactoryImplementor factory) {
		Flushes flushes = new Flushes();
		RowOperations operations = new RowOperations(this.metrics, entities(factory), flushes);
		FlushStart start = new FlushStart(flushes::started, this.metrics.failures());
		UnloadedDeletes unloaded = new UnloadedDeletes(this.metrics.failures());
		FlushEnd end = new FlushEnd((session) -> {
			flushes.ended(session);
			unloaded.flushed(session, operations::deleted);
		}, this.metrics.failures());
		EventListenerRegistry registry = factory.getEventEngine().getListenerRegistry();
		registry.getEventListenerGroup(EventType.FLUSH).prependListener(start);
		registry.getEventListenerGroup(EventType.FLUSH).appendListener(end);
		registry.getEventListenerGroup(EventType.AUTO_FLUSH).prependListener(start);
		registry.getEventListenerGroup(EventType.AUTO_FLUSH).appendListener(end);
		registry.getEventListenerGroup(EventType.DELETE).appendListener(unloaded);
		registry.getEventListenerGroup(EventType.POST_INSERT).appendListener(operations);
		registry.getEventListenerGroup(EventType.POST_UPDATE).appendListener(operations);
		listenToDeletes(registry, operations);
	}

	/**
	 * As soon as there is any other listener than its own, Hibernate loads a reference
	 * before it deletes it. So its own is replaced by one that does the same and counts.
	 */
	@SuppressWarnings("deprecation") // nothing else shows which listeners there are
	private static void listenToDeletes(EventListenerRegistry registry, RowOperations operations) {
		EventListenerGroup<PostDeleteEventListener> group = registry.getEventListenerGroup(EventType.POST_DELETE);
		if (group.count() == 1
				&& group.listeners().iterator().next().getClass() == PostDeleteEventListenerStandardImpl.class) {
			registry.setListeners(EventType.POST_DELETE, new CountedDeletes(operations));
		}
		else {
			group.appendListener(operations);
		}
	}

	private Map<String, EntityCounters> entities(SessionFactoryImplementor factory) {
		Map<String, EntityCounters> entities = new ConcurrentHashMap<>();
		EntityManagerFactory ofJpa = factory;
		for (EntityType<?> entity : ofJpa.getMetamodel().getEntities()) {
			if (!Modifier.isAbstract(entity.getJavaType().getModifiers())
					&& entity instanceof EntityDomainType<?> type) {
				entities.put(type.getHibernateEntityName(), this.metrics.entity(entity.getName()));
			}
		}
		// JPA knows none that are maps
		factory.getMappingMetamodel().forEachEntityDescriptor((entity) -> {
			if (entity.getRepresentationStrategy().getMode() == RepresentationMode.MAP && !entity.isAbstract()) {
				entities.put(entity.getEntityName(),
						this.metrics.entity(ClassUtils.getShortName(entity.getEntityName())));
			}
		});
		return entities;
	}

}
