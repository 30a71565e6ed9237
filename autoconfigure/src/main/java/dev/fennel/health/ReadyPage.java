package dev.fennel.health;

import java.util.List;

import dev.fennel.PageRequest;
import dev.fennel.PageResponse;
import dev.fennel.ServedPage;
import dev.fennel.exposition.Credentials;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;

/**
 * {@code /ready}: whether the application is to get requests, and for who may see it what
 * each check says.
 *
 * @since 0.1.0
 */
public final class ReadyPage implements ServedPage, AopInfrastructureBean {

	private static final int OK = 200;

	private static final int SERVICE_UNAVAILABLE = 503;

	private final HealthChecks checks;

	private final Credentials credentials;

	/**
	 * Creates the page.
	 * @param checks what is run for it
	 * @param credentials what clients must send to see more than the status
	 */
	public ReadyPage(HealthChecks checks, Credentials credentials) {
		this.checks = checks;
		this.credentials = credentials;
	}

	@Override
	public String path() {
		return "/ready";
	}

	@Override
	public PageResponse get(PageRequest request) {
		List<CheckResult> results = this.checks.results();
		String status = status(results);
		String json = (results != null && this.credentials.areSentIn(request.header("Authorization")))
				? HealthJson.details(status, results) : HealthJson.status(status);
		return HealthJson.response(status.equals(HealthCheck.UP) ? OK : SERVICE_UNAVAILABLE, json);
	}

	private String status(@Nullable List<CheckResult> results) {
		if (this.checks.traffic() != TrafficState.ACCEPTING) {
			return HealthCheck.OUT_OF_SERVICE;
		}
		return (results != null && results.stream().allMatch(CheckResult::isUp)) ? HealthCheck.UP : HealthCheck.DOWN;
	}

}
