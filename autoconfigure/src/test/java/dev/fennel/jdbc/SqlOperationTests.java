package dev.fennel.jdbc;

import java.util.Random;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class SqlOperationTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
			select 1 | select
			SELECT*FROM book | select
			insert into book values (1) | insert
			Update book set id = 1 | update
			delete from book | delete
			merge into book using x on y | merge
			replace into book values (1) | merge
			call f(1) | call
			exec f | call
			EXECUTE f 1 | call
			{call f(?)} | call
			{ call f(?) } | call
			{? = call f(?)} | call
			{?=CALL f(?)} | call
			create table t (id int) | ddl
			alter table t add x int | ddl
			drop table t | ddl
			truncate table t | ddl
			rename table t to u | ddl
			comment on table t is 'x' | ddl
			grant select on t to u | ddl
			revoke select on t from u | ddl
			explain select 1 | other
			set x = 1 | other
			show tables | other
			values (1) | other
			begin | other
			vacuum | other
			selected | other
			select_all | other
			42 | other
			'select' | other
			"select" | other
			* select | other
			""")
	void theFirstWordTells(String sql, String operation) {
		assertThat(of(sql).label()).isEqualTo(operation);
	}

	@ParameterizedTest
	@ValueSource(strings = { "  \t\r\n delete from book", "-- select\ndelete from book", "--\n--\ndelete from book",
			"/* select */ delete from book", "/* a /* select */ b */delete from book", "/**/delete from book",
			"# select\ndelete from book", ";;delete from book", "((delete from book))", "\uFEFFdelete from book",
			"\u00A0delete from book", "/* insert */ -- update\n # merge\n ; ( delete from book" })
	void whatComesBeforeIsPassedOver(String sql) {
		assertThat(of(sql)).isEqualTo(SqlOperation.DELETE);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
			with a as (select 1) select * from a | select
			with a as (select 1), b as (delete from c returning *) insert into d select * from b | insert
			with recursive a(n) as (select 1 union all select n + 1 from a) update b set c = 1 | update
			WITH a AS MATERIALIZED (select 1) DELETE FROM b | delete
			with a as not materialized (select ')' from "(" where `(` = '(') delete from b | delete
			with a as (select 1 /* ) insert */ -- ) insert ⏎ ) merge into b using a on true | merge
			with a as (select b #>> '{c}' from d) delete from e | delete
			with a as (select 1) (select * from a) | select
			with a as (select 1) /* c */ (select * from a) | select
			with a as (select 1) -- c ⏎ (select * from a) | select
			with a as (select 1) /* (c */ (select * from a) | select
			with a as (select $$ ) insert $$) delete from b | delete
			with a as (select $b$ $$ ) ' insert $b$) delete from b | delete
			with a as (select b$$c from d) delete from e | delete
			with a as (select $1) delete from b where $2 | delete
			with merge as (select 1), "insert" as (select 2) update b set c = 1 | update
			with a as (select 1) search depth first by b, c set d select * from a | select
			with a as (values (1)) values (2) | other
			with a as (select 1 | other
			with | other
			with) | other
			""")
	void theVerbBehindExpressionsTells(String sql, String operation) {
		assertThat(of(sql.replace('⏎', '\n')).label()).isEqualTo(operation);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
			mysql | /*!40101 select 1 */ | select
			mysql | /*!40101 set x = 1 */ | other
			mariadb | /*M!100100 delete from a */ | delete
			mysql | /*! */ select 1 | select
			h2 | /*! note */ select 1 | select
			mysql | /* a /* b */ select 1 | select
			oracle | /* a /* b */ select 1 | select
			postgresql | /* a /* b */ c */ select 1 | select
			mysql | with a as (select 'it\\'s )') delete from b | delete
			postgresql | with a as (select 'c:\\') delete from b | delete
			mysql | with a as (select 1 # ) insert ⏎ ) delete from b | delete
			postgresql | with a as (select b #>> '{c}' from d) delete from e | delete
			mysql | with a as (select `\\` from b) delete from c | delete
			""")
	void whatHidesWordsDependsOnTheDatabase(String vendor, String sql, String operation) {
		assertThat(SqlOperation.of(sql.replace('⏎', '\n'), SqlDialect.of(vendor)).label()).isEqualTo(operation);
	}

	@ParameterizedTest
	@NullAndEmptySource
	@ValueSource(strings = { "/*", "/* a", "--", "-", "/", "#", "'", "\"", "(((", "{", "{?", "with a as ('", "with \"",
			"with a as (/*", "\uD800", "/*/", "*/" })
	void whatIsNoStatementIsOther(String sql) {
		assertThat(of(sql)).isEqualTo(SqlOperation.OTHER);
	}

	@Test
	void randomTextIsNeverRefused() {
		Random random = new Random(42);
		String characters = "with select(),;'\"`[]/*-#{}?=$\n\\\u00e9 ";
		for (int i = 0; i < 100_000; i++) {
			StringBuilder sql = new StringBuilder("with ".repeat(random.nextInt(2)));
			for (int length = random.nextInt(40); length > 0; length--) {
				sql.append(characters.charAt(random.nextInt(characters.length())));
			}
			for (SqlDialect dialect : SqlDialect.values()) {
				assertThat(SqlOperation.of(sql.toString(), dialect)).isNotNull();
			}
		}
	}

	@Timeout(5)
	@ParameterizedTest
	@ValueSource(strings = { "(", "/*", "/* */", "/* /* */", "--\n", "#", "-", "/", "'", "' ", "\"a", "with ", "with(",
			"with a as (", "with a as (') ", "with a(/*", "$", "$a", "$a$ ", "/*!1", "*/", "\\'", "a,", ")(", "select",
			" " })
	void longTextTakesOnePass(String part) {
		for (String start : new String[] { "", "with ", "with a as (" }) {
			String sql = start + part.repeat(4_000_000 / part.length());
			for (SqlDialect dialect : SqlDialect.values()) {
				assertThat(SqlOperation.of(sql, dialect)).isNotNull();
			}
		}
	}

	private static SqlOperation of(@Nullable String sql) {
		return SqlOperation.of(sql, SqlDialect.STANDARD);
	}

}
