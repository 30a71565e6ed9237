package dev.fennel.orm;

import java.util.Map;
import java.util.function.Function;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import org.hibernate.event.spi.PostDeleteEvent;
import org.hibernate.event.spi.PostDeleteEventListener;
import org.hibernate.event.spi.PostInsertEvent;
import org.hibernate.event.spi.PostInsertEventListener;
import org.hibernate.event.spi.PostUpdateEvent;
import org.hibernate.event.spi.PostUpdateEventListener;
import org.hibernate.persister.entity.EntityPersister;

import org.springframework.util.ClassUtils;

/**
 * Hears of each row operation of one factory.
 */
final class RowOperations implements PostInsertEventListener, PostUpdateEventListener, PostDeleteEventListener {

	private final EntityMetrics metrics;

	private final Map<String, EntityCounters> entities;

	private final Flushes flushes;

	RowOperations(EntityMetrics metrics, Map<String, EntityCounters> entities, Flushes flushes) {
		this.metrics = metrics;
		this.entities = entities;
		this.flushes = flushes;
	}

	@Override
	public void onPostInsert(PostInsertEvent event) {
		count(event.getPersister(), EntityCounters::inserts);
	}

	@Override
	public void onPostUpdate(PostUpdateEvent event) {
		count(event.getPersister(), EntityCounters::updates);
	}

	@Override
	public void onPostDelete(PostDeleteEvent event) {
		count(event.getPersister(), EntityCounters::deletes);
	}

	/** Counts a row that was deleted and is not told of as the others are. */
	void deleted(String entityName) {
		counters(entityName).deletes().inc();
	}

	@Override
	public boolean requiresPostCommitHandling(EntityPersister persister) {
		return false;
	}

	private void count(EntityPersister persister, Function<EntityCounters, CounterDataPoint> operation) {
		try {
			this.flushes.count(operation.apply(counters(persister.getEntityName())));
		}
		catch (Throwable ex) {
			this.metrics.failures().record("count a row operation", ex);
		}
	}

	private EntityCounters counters(String entityName) {
		EntityCounters counters = this.entities.get(entityName);
		return (counters != null) ? counters : this.entities.computeIfAbsent(entityName,
				(name) -> this.metrics.entity(ClassUtils.getShortName(name)));
	}

}
