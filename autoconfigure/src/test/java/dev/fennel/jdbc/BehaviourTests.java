package dev.fennel.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.Stream;

import dev.fennel.testing.TestDatabase;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class BehaviourTests {

	@ParameterizedTest(name = "{0}: {1}")
	@MethodSource("table")
	void whatIsDoneIsCounted(TestDatabase database, Behaviour behaviour) throws SQLException {
		Counted counted = Counted.on(database);
		try (Connection connection = counted.connect()) {
			behaviour.action().run(connection);
		}
		assertThat(counted.changes()).containsExactlyElementsOf(behaviour.expected());
	}

	static Stream<Arguments> table() {
		return Stream.of(TestDatabase.values())
			.flatMap((database) -> Behaviour.all()
				.filter((behaviour) -> behaviour.databases().test(database))
				.map((behaviour) -> Arguments.of(database, behaviour)));
	}

}
