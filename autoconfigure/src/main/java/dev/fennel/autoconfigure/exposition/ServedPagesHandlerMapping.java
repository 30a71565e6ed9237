package dev.fennel.autoconfigure.exposition;

import java.util.Optional;

import dev.fennel.ServedPage;
import dev.fennel.exposition.ServedPageController;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

/**
 * Maps each other page on the application's own port, by the rules of the metrics page,
 * which comes before them.
 */
final class ServedPagesHandlerMapping extends SimpleUrlHandlerMapping
		implements SmartInitializingSingleton, AopInfrastructureBean {

	private static final Log mappingLogger = LogFactory.getLog(ServedPagesHandlerMapping.class);

	private final ListableBeanFactory beanFactory;

	ServedPagesHandlerMapping(ListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
		setOrder(MetricsHandlerMapping.ORDER);
	}

	@Override
	public void afterSingletonsInstantiated() {
		MappedPaths others = new MappedPaths(this.beanFactory.getBeansOfType(HandlerMapping.class, true, false)
			.values()
			.stream()
			.filter((mapping) -> mapping != this)
			.toList());
		this.beanFactory.getBeanProvider(ServedPage.class).orderedStream().forEach((page) -> map(page, others));
	}

	private void map(ServedPage page, MappedPaths others) {
		Optional<String> owner = others.ownerOf(page.path());
		if (owner.isPresent()) {
			mappingLogger.warn("%s is not served at '%s', which %s has".formatted(page.getClass().getSimpleName(),
					page.path(), owner.get()));
		}
		else if (!getHandlerMap().containsKey(page.path())) {
			registerHandler(page.path(), new ServedPageController(page));
		}
	}

}
