package dev.fennel.autoconfigure.orm;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How entities are measured.
 *
 * @param enabled Whether row operations of entities are counted.
 * @since 0.1.0
 */
@ConfigurationProperties("fennel.orm")
public record OrmMetricsProperties(@DefaultValue("true") boolean enabled) implements AopInfrastructureBean {

}
