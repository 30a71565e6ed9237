package dev.fennel.multiprocess;

import java.util.List;
import java.util.stream.Stream;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;

/**
 * Counters.
 */
final class CounterPoints extends PointType<CounterDataPointSnapshot> {

	CounterPoints() {
		super(CounterDataPointSnapshot.class);
	}

	@Override
	boolean isCumulative() {
		return true;
	}

	@Override
	MetricSnapshot family(MetricMetadata metadata, List<CounterDataPointSnapshot> points) {
		return new CounterSnapshot(metadata, points);
	}

	@Override
	void write(CounterDataPointSnapshot point, SharedFileOutput out) {
		out.real(point.getValue());
		ExemplarCodec.writeOptional(point.getExemplar(), out);
	}

	@Override
	CounterDataPointSnapshot read(SharedFileInput in, Labels labels, long created, long scraped) {
		return new CounterDataPointSnapshot(in.real(), labels, ExemplarCodec.readOptional(in), created, scraped);
	}

	@Override
	CounterDataPointSnapshot withLabels(CounterDataPointSnapshot point, Labels labels) {
		return new CounterDataPointSnapshot(point.getValue(), labels, point.getExemplar(),
				point.getCreatedTimestampMillis(), point.getScrapeTimestampMillis());
	}

	@Override
	double real(CounterDataPointSnapshot point) {
		return point.getValue();
	}

	@Override
	CounterDataPointSnapshot nothingBut(CounterDataPointSnapshot point, double real) {
		return new CounterDataPointSnapshot(real, point.getLabels(), null, 0);
	}

	@Override
	CounterDataPointSnapshot sum(List<CounterDataPointSnapshot> points, double real) {
		List<Exemplar> exemplars = points.stream().flatMap((point) -> Stream.ofNullable(point.getExemplar())).toList();
		return new CounterDataPointSnapshot(real, points.get(0).getLabels(), ExemplarCodec.newest(exemplars),
				Times.created(points));
	}

	@Override
	CounterDataPointSnapshot since(CounterDataPointSnapshot now, CounterDataPointSnapshot before) {
		if (now.getValue() < before.getValue()) {
			return now;
		}
		return new CounterDataPointSnapshot(now.getValue() - before.getValue(), now.getLabels(), now.getExemplar(),
				now.getCreatedTimestampMillis(), now.getScrapeTimestampMillis());
	}

}
