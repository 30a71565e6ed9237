package dev.fennel.orm;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Consumer;

import dev.fennel.Failures;
import org.hibernate.engine.spi.EntityKey;
import org.hibernate.engine.spi.PersistenceContext;
import org.hibernate.event.spi.DeleteContext;
import org.hibernate.event.spi.DeleteEvent;
import org.hibernate.event.spi.DeleteEventListener;
import org.hibernate.event.spi.EventSource;
import org.hibernate.proxy.HibernateProxy;
import org.hibernate.proxy.LazyInitializer;

/**
 * References that are deleted without being loaded. Hibernate tells of them when they are
 * marked, but not when their rows are gone: those of a flush that has succeeded are.
 */
final class UnloadedDeletes implements DeleteEventListener {

	private final Failures failures;

	/** The references of each session, and whether they are counted. */
	private final Map<EventSource, Map<EntityKey, Boolean>> marked = Collections.synchronizedMap(new WeakHashMap<>());

	UnloadedDeletes(Failures failures) {
		this.failures = failures;
	}

	@Override
	public void onDelete(DeleteEvent event) {
		this.failures.guard("follow a delete", () -> mark(event.getObject(), event.getSession()));
	}

	@Override
	public void onDelete(DeleteEvent event, DeleteContext transientEntities) {
		onDelete(event);
	}

	/** Names the entity of each reference that a flush has deleted. */
	void flushed(EventSource session, Consumer<String> deleted) {
		PersistenceContext context = session.getPersistenceContextInternal();
		if (context.containsDeletedUnloadedEntityKeys()) {
			this.marked.getOrDefault(session, Map.of()).entrySet().forEach((reference) -> {
				if (!reference.getValue() && context.containsDeletedUnloadedEntityKey(reference.getKey())) {
					reference.setValue(true);
					deleted.accept(reference.getKey().getEntityName());
				}
			});
		}
	}

	private void mark(Object object, EventSource session) {
		LazyInitializer reference = HibernateProxy.extractLazyInitializer(object);
		PersistenceContext context = session.getPersistenceContextInternal();
		if (reference == null || !reference.isUninitialized() || !context.containsDeletedUnloadedEntityKeys()) {
			return;
		}
		EntityKey key = session.generateEntityKey(reference.getInternalIdentifier(),
				session.getFactory().getMappingMetamodel().getEntityDescriptor(reference.getEntityName()));
		if (context.containsDeletedUnloadedEntityKey(key)) {
			this.marked.computeIfAbsent(session, (first) -> new HashMap<>()).putIfAbsent(key, false);
		}
	}

}
