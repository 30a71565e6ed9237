package dev.fennel.autoconfigure.push;

import java.util.List;

import dev.fennel.push.PushPlan;

import org.springframework.aop.framework.AopInfrastructureBean;

/**
 * What one feature pushes.
 */
interface PushPlans extends AopInfrastructureBean {

	List<PushPlan> get();

}
