package dev.fennel.multiprocess;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.fennel.GaugeMode;
import dev.fennel.MetricFactory;
import dev.fennel.SampleNames;
import dev.fennel.exposition.RegistryReader;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import org.jspecify.annotations.Nullable;

/**
 * Publishes what this process has. One that was declared dead, and whose values are added
 * up, finds its lock file gone: it goes on under another name with what it has counted
 * since the publication that was added up.
 */
final class Publisher {

	private final MultiprocessOptions options;

	private final RegistryReader registries;

	private final MetricFactory metrics;

	private final SharedDirectory directory;

	private final Members members;

	private final FoldPolicy policy;

	private final LastChanges changes = new LastChanges();

	private @Nullable Membership membership;

	private long number;

	private Values last = Values.NONE;

	private Values beforeLast = Values.NONE;

	private Values base = Values.NONE;

	Publisher(MultiprocessOptions options, RegistryReader registries, MetricFactory metrics, SharedDirectory directory,
			Members members, FoldPolicy policy) {
		this.options = options;
		this.registries = registries;
		this.metrics = metrics;
		this.directory = directory;
		this.members = members;
		this.policy = policy;
	}

	/**
	 * Publishes what this process has now.
	 * @return what is published
	 */
	Publication publish() throws IOException {
		Membership current = validMembership();
		Values now = new Values(this.registries.readEach()).completedBy(this.last, this.registries::has);
		Publication publication = publication(current.incarnation(), now);
		this.directory.publish(publication);
		this.number = publication.number();
		this.beforeLast = this.last;
		this.last = now;
		return publication;
	}

	/**
	 * What this process has now, which nobody else sees.
	 */
	Publication unpublished() {
		Membership current = this.membership;
		Incarnation incarnation = (current != null) ? current.incarnation()
				: Incarnation.start(this.options.processId());
		return publication(incarnation, new Values(this.registries.readEach()));
	}

	/**
	 * Leaves the directory: what was published last stays, and a process that joins again
	 * goes on from there.
	 */
	void leave() throws IOException {
		Membership current = this.membership;
		this.membership = null;
		if (current != null) {
			if (this.number > 0) {
				this.base = this.last;
			}
			this.number = 0;
			current.end();
		}
	}

	private Membership validMembership() throws IOException {
		Membership current = this.membership;
		if (current == null || !current.isValid()) {
			if (current != null) {
				comeBack(current);
				this.membership = null;
			}
			Membership next = this.members.join(this.options.processId());
			this.membership = next;
			return next;
		}
		return current;
	}

	private void comeBack(Membership former) throws IOException {
		long added = this.members.leftBehind(former.incarnation(), this.policy);
		if (added >= 0) {
			this.base = (added == this.number) ? this.last : this.beforeLast;
		}
		this.number = 0;
		former.abandon();
	}

	private Publication publication(Incarnation incarnation, Values now) {
		Map<String, GaugeMode> modes = this.metrics.gaugeModes();
		List<PublishedRegistry> published = new ArrayList<>();
		now.registries()
			.forEach((name, families) -> published
				.add(new PublishedRegistry(name, families(name, families, modes, incarnation.startedAt()))));
		return new Publication(incarnation, this.number + 1, this.options.flushInterval(), published);
	}

	private List<PublishedFamily> families(String registry, MetricSnapshots families, Map<String, GaugeMode> modes,
			long startedAt) {
		List<PublishedFamily> published = new ArrayList<>(families.size());
		for (MetricSnapshot family : families) {
			if (!family.getDataPoints().isEmpty()) {
				PublishedFamily all = new PublishedFamily(family, mode(family, modes), startedAt);
				published.add(all.with(shown(registry, all)));
			}
		}
		return published;
	}

	private GaugeMode mode(MetricSnapshot family, Map<String, GaugeMode> modes) {
		String name = SampleNames.pageName(family);
		GaugeMode mode = modes.getOrDefault(name, GaugeMode.LIVE_ALL);
		return Objects.requireNonNull(this.options.gauges().getOrDefault(name, mode));
	}

	private MetricSnapshot shown(String registry, PublishedFamily family) {
		if (family.snapshot() instanceof GaugeSnapshot gauge) {
			return family.mode().isMostRecent() ? this.changes.timed(registry, gauge, System.currentTimeMillis())
					: gauge;
		}
		return (MergeRule.of(family) == MergeRule.SUM) ? this.base.since(registry, family.snapshot())
				: family.snapshot();
	}

}
