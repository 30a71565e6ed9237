package dev.fennel.autoconfigure.jdbc;

import javax.sql.DataSource;

import dev.fennel.autoconfigure.Measuring;
import dev.fennel.autoconfigure.Mocks;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.DestructionAwareBeanPostProcessor;

/**
 * Has each data source measured that is a bean, but not its scoped proxies, whose targets
 * are.
 */
final class DataSourceBeanPostProcessor implements DestructionAwareBeanPostProcessor, AopInfrastructureBean {

	private final ObjectProvider<DataSourceMetering> provider;

	private final ObjectProvider<Measuring> measuring;

	private volatile @Nullable DataSourceMetering metering;

	DataSourceBeanPostProcessor(ObjectProvider<DataSourceMetering> provider, ObjectProvider<Measuring> measuring) {
		this.provider = provider;
		this.measuring = measuring;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof DataSource dataSource && !(bean instanceof AopInfrastructureBean) && !Mocks.isOne(bean)) {
			DataSourceMetering available = this.measuring.getObject().find(this.provider, "jdbc");
			this.metering = available;
			return (available != null) ? available.measure(dataSource, beanName) : bean;
		}
		return bean;
	}

	@Override
	public void postProcessBeforeDestruction(Object bean, String beanName) {
		DataSourceMetering known = this.metering;
		if (known != null && bean instanceof DataSource dataSource) {
			known.destroyed(dataSource);
		}
	}

	@Override
	public boolean requiresDestruction(Object bean) {
		return this.metering != null && bean instanceof DataSource;
	}

}
