package dev.fennel;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class DataSourceNamesTests {

	@ParameterizedTest
	@CsvSource({ "dataSource,main", "datasource,main", "DATASOURCE,main", "ordersDataSource,orders",
			"orders_datasource,orders_", "dataSourceOrders,dataSourceOrders", "orders,orders" })
	void theTrailingTypeIsLeftOut(String beanName, String name) {
		assertThat(DataSourceNames.of(beanName)).isEqualTo(name);
	}

	@ParameterizedTest
	@CsvSource({ "flyway,main", "ordersFlyway,orders", "ordersDataSource,ordersDataSource" })
	void otherTypesMayBeLeftOut(String beanName, String name) {
		assertThat(DataSourceNames.of(beanName, "Flyway")).isEqualTo(name);
	}

}
