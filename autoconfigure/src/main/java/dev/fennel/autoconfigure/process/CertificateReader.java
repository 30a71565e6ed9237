package dev.fennel.autoconfigure.process;

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

	CertificateReader(CertificateMetrics metrics, ObjectProvider<SslBundles> bundles) {
		this.metrics = metrics;
		this.bundles = bundles;
	}

	@Override
	public void afterSingletonsInstantiated() {
		this.bundles.ifUnique((all) -> {
			all.addBundleRegisterHandler((name, bundle) -> read(all, name, bundle));
			all.getBundleNames().forEach((name) -> read(all, name, all.getBundle(name)));
		});
	}

	private void read(SslBundles all, String name, SslBundle bundle) {
		this.metrics.show(name, bundle);
		all.addBundleUpdateHandler(name, (renewed) -> this.metrics.show(name, renewed));
	}

}
