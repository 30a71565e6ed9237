package dev.fennel.orm;

import org.hibernate.event.internal.PostDeleteEventListenerStandardImpl;
import org.hibernate.event.spi.PostDeleteEvent;

/**
 * Hibernate's own listener, which calls {@code @PostRemove}, and then counts.
 */
final class CountedDeletes extends PostDeleteEventListenerStandardImpl {

	private final RowOperations operations;

	CountedDeletes(RowOperations operations) {
		this.operations = operations;
	}

	@Override
	public void onPostDelete(PostDeleteEvent event) {
		super.onPostDelete(event);
		this.operations.onPostDelete(event);
	}

}
