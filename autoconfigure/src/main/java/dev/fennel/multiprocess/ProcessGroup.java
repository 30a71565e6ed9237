package dev.fennel.multiprocess;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.fennel.Failures;
import dev.fennel.MetricFactory;
import dev.fennel.exposition.FamilyFilter;
import dev.fennel.exposition.RegistryReader;
import dev.fennel.exposition.SnapshotSource;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.context.SmartLifecycle;

/**
 * The processes of one host that share a directory, and with it one page: any of them
 * answers for all. A thread of its own publishes what this process has, and adds up what
 * those have left that have ended; nothing waits for it where something is recorded. A
 * page is made of published values only, this process's own of that very moment among
 * them, so that no counter on it ever falls, whoever ends and whoever answers next.
 *
 * @since 0.1.0
 */
public final class ProcessGroup implements SnapshotSource, SmartLifecycle, AopInfrastructureBean {

	/**
	 * The phase, below those of all that serves or pushes the page.
	 */
	public static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 4096;

	private final MultiprocessOptions options;

	private final RegistryReader own;

	private final Failures failures;

	private final Publisher publisher;

	private final Members members;

	private final DirectoryReader directory;

	private final Complaints complaints;

	private final FoldPolicy policy;

	private volatile @Nullable FlushThread thread;

	private @Nullable Publication latest;

	private long latestBegan;

	private boolean tried;

	/**
	 * Creates a group of which this process is no member yet.
	 * @param options how it takes part
	 * @param own what this process has
	 * @param metrics what knows how gauges are shown, and counts failures
	 */
	public ProcessGroup(MultiprocessOptions options, RegistryReader own, MetricFactory metrics) {
		this(options, own, metrics, new OperatingSystemLocks());
	}

	ProcessGroup(MultiprocessOptions options, RegistryReader own, MetricFactory metrics, FileLocks locks) {
		this.options = options;
		this.own = own;
		this.failures = new Failures(metrics, "multiprocess");
		SharedDirectory files = new SharedDirectory(options.directory());
		this.members = new Members(files, locks);
		this.directory = new DirectoryReader(files, this.members);
		this.complaints = new Complaints(own.guard());
		this.policy = new FoldPolicy(options.reapAfter(),
				(complaint) -> this.complaints.report(List.of(complaint), false));
		this.publisher = new Publisher(options, own, metrics, files, this.members, this.policy);
	}

	/**
	 * Starts to publish.
	 */
	@Override
	public synchronized void start() {
		if (this.thread == null) {
			FlushThread started = new FlushThread(this::work, this.options.flushInterval());
			this.thread = started;
			started.start();
		}
	}

	/**
	 * Publishes once more and leaves: what this process has counted stays on the page.
	 */
	@Override
	public synchronized void stop() {
		FlushThread started = this.thread;
		if (started != null) {
			started.stop();
			publish(System.nanoTime());
			synchronized (this.publisher) {
				this.thread = null;
				this.latest = null;
				attempt("leave the directory that it shares", this.publisher::leave);
			}
		}
	}

	@Override
	public boolean isRunning() {
		return this.thread != null;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	/**
	 * Takes your word that a process has ended, where it cannot be seen at once: on a
	 * file system without locks, or of one whose last values should not be shown any
	 * longer.
	 * @param process the value of its label {@code process}
	 * @return whether there was such a process; not if it is seen to live
	 */
	public boolean markDead(String process) {
		AtomicBoolean buried = new AtomicBoolean();
		attempt("bury a process", () -> buried.set(this.members.bury(process, this.policy)));
		return buried.get();
	}

	/**
	 * Reads the page of all processes; that of this one alone while it is no member.
	 */
	@Override
	public @Nullable MetricSnapshots read(@Nullable String registry, FamilyFilter filter) {
		if (!isRunning()) {
			return this.own.read(registry, filter);
		}
		try {
			return readAll(registry, filter);
		}
		catch (RuntimeException ex) {
			this.failures.record("make one page of those of all processes", ex);
			return this.own.read(registry, filter);
		}
	}

	private @Nullable MetricSnapshots readAll(@Nullable String registry, FamilyFilter filter) {
		Publication mine = publish(System.nanoTime());
		if (mine == null && !isRunning()) {
			return this.own.read(registry, filter);
		}
		SharedState state = state(mine);
		if (registry == null || registry.equals(RegistryReader.ALL)) {
			return page(state, null, filter);
		}
		String found = this.own.find(registry);
		String name = (found != null) ? found : registry;
		return (found != null || state.hasRegistry(name)) ? page(state, name, filter) : null;
	}

	private MetricSnapshots page(SharedState state, @Nullable String registry, FamilyFilter filter) {
		PageMerger page = new PageMerger();
		for (Publication living : state.published()) {
			page.add(Contribution.of(living.incarnation().process(), true, living.registries(), registry, filter));
		}
		for (Fold.Layer ended : state.fold().layers()) {
			String name = (registry != null) ? registry : RegistryReader.ALL;
			page.add(Contribution.of(null, false, ended.sums(), name, filter));
			page.add(Contribution.of(null, false, ended.rests(), name, filter));
		}
		for (Fold.Dead dead : state.fold().dead()) {
			page.add(Contribution.of(dead.publication().incarnation().process(), false, dead.publication().registries(),
					registry, filter));
		}
		MetricSnapshots merged = page.build();
		List<Complaint> all = new ArrayList<>(state.complaints());
		all.addAll(page.complaints());
		this.complaints.report(all, registry == null && filter.isOpen());
		page.disputed().forEach(this.complaints::note);
		return merged;
	}

	private SharedState state(@Nullable Publication published) {
		Publication mine = (published != null) ? published : unpublished();
		try {
			return this.directory.read(mine);
		}
		catch (IOException | RuntimeException ex) {
			this.failures.record("read what other processes publish", ex);
			return SharedState.of(mine);
		}
	}

	private Publication unpublished() {
		synchronized (this.publisher) {
			return this.publisher.unpublished();
		}
	}

	/**
	 * Publishes what this process has now, unless that was done since.
	 * @param asked when it was asked for
	 * @return what is published, null if it cannot be
	 */
	private @Nullable Publication publish(long asked) {
		synchronized (this.publisher) {
			boolean asAsked = this.tried && this.latestBegan - asked >= 0;
			if (!asAsked && this.thread != null) {
				this.tried = true;
				this.latest = null;
				this.latestBegan = System.nanoTime();
				attempt("publish what this process has for those that share its page",
						() -> this.latest = this.publisher.publish());
			}
			return this.latest;
		}
	}

	private void work() {
		publish(System.nanoTime());
		attempt("add up what ended processes have left", () -> this.members.fold(this.policy));
	}

	private void attempt(String what, FoldingLock.Action action) {
		this.failures.guard(what, () -> {
			try {
				action.run();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		});
	}

}
