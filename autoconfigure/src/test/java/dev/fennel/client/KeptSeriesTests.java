package dev.fennel.client;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class KeptSeriesTests {

	private final AtomicInteger room = new AtomicInteger(2);

	private final List<String> resolved = new ArrayList<>();

	private Object get(KeptSeries<Object> series, String name) {
		return series.get(name, (asked) -> {
			this.resolved.add(asked);
			return new Object();
		});
	}

	@Test
	void whatThereIsRoomForIsResolvedOnce() {
		KeptSeries<Object> series = new KeptSeries<>(this.room);
		assertThat(get(series, "a")).isSameAs(get(series, "a"));
		assertThat(this.resolved).containsExactly("a");
	}

	@Test
	void roomIsSharedAndWhatThereIsNoneForIsNotKept() {
		KeptSeries<Object> one = new KeptSeries<>(this.room);
		KeptSeries<Object> other = new KeptSeries<>(this.room);
		get(one, "a");
		get(other, "b");
		get(other, "c");
		get(other, "c");
		get(one, "a");
		get(other, "b");
		assertThat(this.resolved).containsExactly("a", "b", "c", "c");
		assertThat(this.room).hasValue(0);
	}

}
