package dev.fennel.health;

import dev.fennel.PageRequest;
import dev.fennel.PageResponse;
import dev.fennel.ServedPage;

import org.springframework.aop.framework.AopInfrastructureBean;

/**
 * {@code /health}: this process answers. Nothing is looked at for it.
 *
 * @since 0.1.0
 */
public final class HealthPage implements ServedPage, AopInfrastructureBean {

	private static final int OK = 200;

	private static final PageResponse ANSWER = HealthJson.response(OK, HealthJson.status(HealthCheck.UP));

	@Override
	public String path() {
		return "/health";
	}

	@Override
	public PageResponse get(PageRequest request) {
		return ANSWER;
	}

}
