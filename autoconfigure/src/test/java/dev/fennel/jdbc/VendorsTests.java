package dev.fennel.jdbc;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class VendorsTests {

	@ParameterizedTest
	@CsvSource({ "jdbc:postgresql://user:secret@localhost/db,postgresql", "jdbc:h2:mem:x,h2", "JDBC:H2:mem:x,h2",
			"jdbc:mariadb://localhost/db,mariadb", "jdbc:mysql:loadbalance://a/b,mysql", "jdbc:sqlite:,sqlite",
			"jdbc:oracle:thin:scott/tiger@//localhost/x,oracle", "jdbc:sqlserver://localhost,sqlserver" })
	void knownUrlsTellTheVendor(String url, String vendor) {
		assertThat(Vendors.ofUrl(url)).isEqualTo(vendor);
	}

	@ParameterizedTest
	@NullAndEmptySource
	@ValueSource(
			strings = { "jdbc:", "jdbc:h2", "jdbc:h22:mem:x", "jdbc:tc:postgresql:16:///db", "h2:mem:x", "jdbc::" })
	void otherUrlsDoNot(String url) {
		assertThat(Vendors.ofUrl(url)).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "PostgreSQL,postgresql", "H2,h2", "MariaDB,mariadb", "MySQL,mysql", "SQLite,sqlite", "Oracle,oracle",
			"Microsoft SQL Server,sqlserver", "HSQL Database Engine,hsql database engine", ",''" })
	void productsAreInLowerCase(String product, String vendor) {
		assertThat(Vendors.ofProduct(product)).isEqualTo(vendor);
	}

}
