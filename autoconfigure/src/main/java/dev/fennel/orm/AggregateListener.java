package dev.fennel.orm;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.ApplicationListener;
import org.springframework.data.jdbc.core.mapping.JdbcMappingContext;
import org.springframework.data.relational.core.conversion.AggregateChange;
import org.springframework.data.relational.core.conversion.BatchingAggregateChange;
import org.springframework.data.relational.core.conversion.DbAction;
import org.springframework.data.relational.core.mapping.event.AbstractRelationalEvent;
import org.springframework.data.relational.core.mapping.event.AfterDeleteEvent;
import org.springframework.data.relational.core.mapping.event.AfterSaveEvent;

/**
 * Listens to Spring Data JDBC. The events are heard and not the entity callbacks, since
 * those are not called for a delete by id, and do not tell inserts from updates.
 *
 * @since 0.1.0
 */
public final class AggregateListener
		implements ApplicationListener<AbstractRelationalEvent<?>>, SmartInitializingSingleton, AopInfrastructureBean {

	private final EntityMetrics metrics;

	private final Iterable<JdbcMappingContext> contexts;

	private final Map<Class<?>, EntityCounters> entities = new ConcurrentHashMap<>();

	/**
	 * There is one event for each aggregate of a batch, and each tells the whole batch.
	 */
	private final Set<AggregateChange<?>> countedBatches = Collections
		.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

	/**
	 * Creates the listener.
	 * @param metrics the owner of the family
	 * @param contexts where the entities are that are known at start-up
	 */
	public AggregateListener(EntityMetrics metrics, Iterable<JdbcMappingContext> contexts) {
		this.metrics = metrics;
		this.contexts = contexts;
	}

	@Override
	public void afterSingletonsInstantiated() {
		this.metrics.failures()
			.guard("find the entities of Spring Data JDBC",
					() -> this.contexts.forEach((context) -> context.getPersistentEntities()
						.stream()
						.filter((entity) -> entity.hasIdProperty())
						.forEach((entity) -> counters(entity.getType()))));
	}

	@Override
	public void onApplicationEvent(AbstractRelationalEvent<?> event) {
		if (event instanceof AfterSaveEvent<?> save) {
			this.metrics.failures().guard("count a saved aggregate", () -> saved(save));
		}
		else if (event instanceof AfterDeleteEvent<?> delete) {
			this.metrics.failures().guard("count a deleted aggregate", () -> deleted(delete));
		}
	}

	private void saved(AfterSaveEvent<?> event) {
		AggregateChange<?> change = event.getAggregateChange();
		if (!(change instanceof BatchingAggregateChange<?, ?>) || this.countedBatches.add(change)) {
			change.forEachAction(this::count);
		}
	}

	private void count(DbAction<?> action) {
		if (action instanceof DbAction.InsertRoot<?>) {
			counters(action.getEntityType()).inserts().inc();
		}
		else if (action instanceof DbAction.BatchInsertRoot<?> batch) {
			counters(action.getEntityType()).inserts().inc(batch.getActions().size());
		}
		else if (action instanceof DbAction.UpdateRoot<?>) {
			counters(action.getEntityType()).updates().inc();
		}
	}

	private void deleted(AfterDeleteEvent<?> event) {
		counters(event.getType()).deletes().inc();
	}

	private EntityCounters counters(Class<?> type) {
		return this.entities.computeIfAbsent(type, (key) -> this.metrics.entity(key.getSimpleName()));
	}

}
