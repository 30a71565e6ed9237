package dev.fennel.autoconfigure.process;

import java.util.function.Supplier;

import dev.fennel.Failures;
import dev.fennel.MetricFactory;
import dev.fennel.process.CertificateMetrics;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;

/**
 * Reads the certificates of each SSL bundle that there is or will be, and again when it
 * is renewed.
 */
final class CertificateReader implements SmartInitializingSingleton, AopInfrastructureBean {

	private final CertificateMetrics metrics;

	private final ObjectProvider<SslBundles> bundles;

	private final Failures failures;

	CertificateReader(CertificateMetrics metrics, ObjectProvider<SslBundles> bundles, MetricFactory factory) {
		this.metrics = metrics;
		this.bundles = bundles;
		this.failures = new Failures(factory, "process");
	}

	@Override
	public void afterSingletonsInstantiated() {
		this.failures.guard("find the SSL bundles", () -> this.bundles.ifUnique(this::readAll));
	}

	private void readAll(SslBundles all) {
		all.addBundleRegisterHandler((name, bundle) -> read(all, name, () -> bundle));
		all.getBundleNames().forEach((name) -> read(all, name, () -> all.getBundle(name)));
	}

	private void read(SslBundles all, String name, Supplier<SslBundle> bundle) {
		this.failures.guard("read the SSL bundle '" + name + "'", () -> {
			all.addBundleUpdateHandler(name, (renewed) -> this.metrics.show(name, renewed));
			this.metrics.show(name, bundle.get());
		});
	}

}
