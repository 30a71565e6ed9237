package dev.fennel.autoconfigure.migration;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

import javax.sql.DataSource;

import dev.fennel.DataSourceNames;
import dev.fennel.migration.MigrationHistory;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Finds what one tool migrates. It asks only for beans that are there: making one would
 * migrate.
 */
final class MigrationHistories implements AopInfrastructureBean {

	private final Function<ConfigurableListableBeanFactory, Stream<MigrationHistory>> finder;

	private final ConfigurableListableBeanFactory beanFactory;

	private MigrationHistories(ConfigurableListableBeanFactory beanFactory,
			Function<ConfigurableListableBeanFactory, Stream<MigrationHistory>> finder) {
		this.beanFactory = beanFactory;
		this.finder = finder;
	}

	/**
	 * Looks for beans of a type.
	 * @param beanFactory where to look
	 * @param type the type of the beans
	 * @param suffix what is left out at the end of a bean's name where its data source is
	 * no bean
	 * @param dataSource gives the data source of a bean
	 * @param history makes a history of the data source's name and the bean
	 */
	static <T> MigrationHistories of(ConfigurableListableBeanFactory beanFactory, Class<T> type, String suffix,
			Function<T, @Nullable DataSource> dataSource, BiFunction<String, T, MigrationHistory> history) {
		return new MigrationHistories(beanFactory, (factory) -> made(factory, type).map((name) -> {
			T bean = factory.getBean(name, type);
			return history.apply(name(factory, name, suffix, dataSource.apply(bean)), bean);
		}));
	}

	List<MigrationHistory> find() {
		return this.finder.apply(this.beanFactory).toList();
	}

	private static String name(ConfigurableListableBeanFactory beanFactory, String beanName, String suffix,
			@Nullable DataSource dataSource) {
		return made(beanFactory, DataSource.class).filter((name) -> beanFactory.getBean(name) == dataSource)
			.findFirst()
			.map(DataSourceNames::of)
			.orElseGet(() -> DataSourceNames.of(beanName, suffix));
	}

	private static Stream<String> made(ConfigurableListableBeanFactory beanFactory, Class<?> type) {
		return Stream.of(beanFactory.getBeanNamesForType(type, false, false)).filter(beanFactory::containsSingleton);
	}

}
