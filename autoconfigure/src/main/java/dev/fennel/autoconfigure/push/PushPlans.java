package dev.fennel.autoconfigure.push;

import java.util.List;
import java.util.function.Supplier;

import dev.fennel.push.PushPlan;

import org.springframework.aop.framework.AopInfrastructureBean;

/**
 * What one feature pushes.
 */
interface PushPlans extends Supplier<List<PushPlan>>, AopInfrastructureBean {

}
