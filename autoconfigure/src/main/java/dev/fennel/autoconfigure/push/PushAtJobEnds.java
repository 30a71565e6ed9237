package dev.fennel.autoconfigure.push;

import dev.fennel.JobEnds;
import dev.fennel.push.MetricsPusher;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Pushes what runs of jobs have ended with, in the background.
 */
final class PushAtJobEnds implements JobEnds, AopInfrastructureBean {

	private final ObjectProvider<MetricsPusher> pusher;

	PushAtJobEnds(ObjectProvider<MetricsPusher> pusher) {
		this.pusher = pusher;
	}

	@Override
	public void ended() {
		this.pusher.ifAvailable(MetricsPusher::pushSoon);
	}

}
