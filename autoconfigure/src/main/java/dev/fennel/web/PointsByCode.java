package dev.fennel.web;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

import org.jspecify.annotations.Nullable;

/**
 * Data points by a small number such as a status. There are few in practice, so that a
 * look through a list is faster than any map and boxes nothing.
 *
 * @param <D> the type of data point
 */
final class PointsByCode<D> {

	private final IntFunction<D> resolver;

	private volatile List<Entry<D>> entries = List.of();

	PointsByCode(IntFunction<D> resolver) {
		this.resolver = resolver;
	}

	D get(int code) {
		D point = find(code);
		return (point != null) ? point : resolve(code);
	}

	private @Nullable D find(int code) {
		List<Entry<D>> current = this.entries;
		for (int i = 0; i < current.size(); i++) {
			Entry<D> entry = current.get(i);
			if (entry.code() == code) {
				return entry.point();
			}
		}
		return null;
	}

	private synchronized D resolve(int code) {
		D point = find(code);
		if (point == null) {
			point = this.resolver.apply(code);
			List<Entry<D>> longer = new ArrayList<>(this.entries);
			longer.add(new Entry<>(code, point));
			this.entries = List.copyOf(longer);
		}
		return point;
	}

	private record Entry<D>(int code, D point) {
	}

}
