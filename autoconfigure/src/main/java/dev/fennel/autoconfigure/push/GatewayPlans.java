package dev.fennel.autoconfigure.push;

import java.util.ArrayList;
import java.util.List;

import dev.fennel.Failures;
import dev.fennel.MetricDefinitionException;
import dev.fennel.push.PushPlan;
import dev.fennel.push.PushRequestCustomizer;
import dev.fennel.push.PushTarget;
import dev.fennel.push.PushUrl;
import dev.fennel.push.Pushgateway;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundles;

/**
 * The Pushgateway where there is an address, and the targets of the application's own.
 */
final class GatewayPlans implements PushPlans {

	private final PushProperties properties;

	private final ObjectProvider<PushTarget> targets;

	private final @Nullable Pushgateway gateway;

	GatewayPlans(PushProperties properties, @Nullable Pushgateway gateway, ObjectProvider<PushTarget> targets) {
		this.properties = properties;
		this.gateway = gateway;
		this.targets = targets;
	}

	static @Nullable Pushgateway gateway(PushProperties properties, String applicationName,
			List<PushRequestCustomizer> customizers, ObjectProvider<SslBundles> bundles, Failures failures) {
		PushUrl url = properties.url(applicationName);
		if (url == null) {
			return null;
		}
		String name = properties.bundleFor(url);
		if (name == null) {
			return new Pushgateway(url, properties.options(customizers), null);
		}
		SslBundles all = bundles.getObject();
		try {
			Pushgateway gateway = new Pushgateway(url, properties.options(customizers), all.getBundle(name));
			all.addBundleUpdateHandler(name, (bundle) -> failures
				.guard("take over a changed SSL bundle, and keeps the one before", () -> gateway.replace(bundle)));
			return gateway;
		}
		catch (NoSuchSslBundleException ex) {
			throw new MetricDefinitionException("There is no SSL bundle '%s' of fennel.push.ssl-bundle".formatted(name),
					"Set the properties of the bundle below spring.ssl.bundle, or name another bundle");
		}
	}

	@Override
	public List<PushPlan> get() {
		List<PushPlan> plans = new ArrayList<>();
		if (this.gateway != null) {
			plans.add(this.properties.plan(this.gateway));
		}
		this.targets.orderedStream().map(this.properties::plan).forEach(plans::add);
		if (plans.isEmpty()) {
			throw new MetricDefinitionException("fennel.push.enabled is true, but there is nothing to push to",
					"Set fennel.push.address, or define a bean of PushTarget");
		}
		return plans;
	}

}
