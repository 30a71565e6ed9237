package dev.fennel.method;

import java.util.concurrent.CompletableFuture;

import dev.fennel.annotation.CountExceptions;
import dev.fennel.annotation.Counted;
import dev.fennel.annotation.Timed;
import dev.fennel.annotation.TrackInProgress;
import dev.fennel.testing.Page;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Where the values of labels come from.
 */
class MethodLabelsTests {

	private final MeteredProxies proxies = MeteredProxies.ofClasses();

	private final Shop shop = this.proxies.proxy(new Shop("Berlin"));

	@Test
	void constantsStartAtZero() {
		assertThat(page().samples()).containsEntry("constant_total{exception=\"none\",kind=\"a=b\",result=\"success\"}",
				0.0);
	}

	@Test
	void parametersByNameAndPosition() {
		this.shop.order(new Order("book"));
		assertThat(page().value("orders_total{exception=\"none\",first=\"book\",result=\"success\",type=\"book\"}"))
			.isEqualTo(1);
	}

	@Test
	void textAroundExpressions() {
		this.shop.mixed(3);
		assertThat(page().value("mixed_total{exception=\"none\",result=\"success\",size=\"from 3 to 4\"}"))
			.isEqualTo(1);
	}

	@Test
	void resultOfTheCallAndOfWhatItReturned() {
		this.shop.result("done");
		this.shop.later(CompletableFuture.completedFuture("done later"));
		assertThat(page().value("results_total{exception=\"none\",result=\"success\",value=\"done\"}")).isEqualTo(1);
		assertThat(page().value("results_total{exception=\"none\",result=\"success\",value=\"done later\"}"))
			.isEqualTo(1);
	}

	@Test
	void errorOfTheCall() {
		assertThatThrownBy(() -> this.shop.fail("out of stock")).hasMessage("out of stock");
		assertThat(page().value("errors_total{exception=\"IllegalStateException\",message=\"out of stock\"}"))
			.isEqualTo(1);
	}

	@Test
	void target() {
		this.shop.target();
		assertThat(page().value("targets_total{city=\"Berlin\",exception=\"none\",result=\"success\"}")).isEqualTo(1);
	}

	@Test
	void nothingIsTheEmptyText() {
		this.shop.result(null);
		assertThat(page().value("results_total{exception=\"none\",result=\"success\",value=\"\"}")).isEqualTo(1);
	}

	@Test
	void whatFailsIsErrorAndNeverAnException() {
		this.shop.order(null);
		this.shop.order(null);
		assertThat(page().value("orders_total{exception=\"none\",first=\"error\",result=\"success\",type=\"error\"}"))
			.isEqualTo(2);
		assertThat(page().value("fennel_errors_total{feature=\"method\"}")).isEqualTo(4);
	}

	@Test
	void equalExpressionsAreEvaluatedOnceForACall() {
		Counting counting = new Counting();
		this.shop.once(counting);
		assertThat(counting.reads).isEqualTo(1);
		assertThat(page().value("once_seconds_count{exception=\"none\",value=\"1\"}")).isEqualTo(1);
		assertThat(page().value("once_total{exception=\"none\",result=\"success\",value=\"1\"}")).isEqualTo(1);
	}

	@Test
	void whatWentUpComesDownAlsoWhenTheParameterHasChanged() {
		this.shop.change(new StringBuilder("before"));
		assertThat(page().value("changes{value=\"before\"}")).isZero();
		assertThat(page().text()).doesNotContain("changes{value=\"after\"}");
	}

	@Test
	void namesOfClassAndMethodAreThereUnderDefaultNamesOnly() {
		this.shop.constant();
		this.shop.byDefault();
		assertThat(page().value("constant_total{exception=\"none\",kind=\"a=b\",result=\"success\"}")).isEqualTo(1);
		assertThat(page().value(
				"method_calls_total{class=\"%s\",exception=\"none\",kind=\"x\",method=\"byDefault\",result=\"success\"}"
					.formatted(Shop.class.getName())))
			.isEqualTo(1);
	}

	@Test
	void totalMayBeWrittenOrNot() {
		this.shop.constant();
		this.shop.sameFamily();
		assertThat(page().value("constant_total{exception=\"none\",kind=\"other\",result=\"success\"}")).isEqualTo(1);
		assertThat(page().text().lines().filter((line) -> line.startsWith("# HELP constant_total")))
			.containsExactly("# HELP constant_total What is constant");
	}

	@Test
	void quantilesMakeASummary() {
		this.shop.quantiles();
		assertThat(page().text()).contains("# TYPE quantiles summary")
			.contains("quantiles{exception=\"none\",quantile=\"0.5\"}");
	}

	@Test
	void bucketsAreThoseOfTheAnnotation() {
		this.shop.buckets();
		assertThat(page().samples().keySet().stream().filter((sample) -> sample.startsWith("buckets_bucket")))
			.containsExactly("buckets_bucket{exception=\"none\",le=\"0.1\"}",
					"buckets_bucket{exception=\"none\",le=\"3.0\"}", "buckets_bucket{exception=\"none\",le=\"+Inf\"}");
	}

	@Test
	void exceptionsThatCountAreThoseNamedAndTheirSubclasses() {
		for (RuntimeException thrown : new RuntimeException[] { new NumberFormatException(),
				new IllegalStateException() }) {
			assertThatThrownBy(() -> this.shop.throwing(thrown)).isSameAs(thrown);
		}
		assertThat(page().sum((sample) -> sample.startsWith("chosen_total"))).isEqualTo(1);
		assertThat(page().value("chosen_total{exception=\"NumberFormatException\"}")).isEqualTo(1);
	}

	private Page page() {
		return this.proxies.page();
	}

	record Order(String type) {
	}

	static class Counting {

		private int reads;

		/** Read by an expression. */
		public int getReads() {
			return ++this.reads;
		}

	}

	static class Shop {

		private final String city;

		Shop() {
			this("");
		}

		Shop(String city) {
			this.city = city;
		}

		public String getCity() {
			return this.city;
		}

		@Counted(value = "constant_total", help = "What is constant", labels = "kind=a=b")
		public void constant() {
		}

		@Counted(value = "constant", labels = "kind=other")
		public void sameFamily() {
		}

		@Counted(labels = "kind=x")
		public void byDefault() {
		}

		@Counted(value = "orders", labels = { "type=#{#order.type}", "first=#{#p0.type()}" })
		public void order(@Nullable Order order) {
		}

		@Counted(value = "mixed", labels = "size=from #{#size} to #{#size + 1}")
		public void mixed(int size) {
		}

		@Counted(value = "results", labels = "value=#{#result}")
		public @Nullable String result(@Nullable String text) {
			return text;
		}

		@Counted(value = "results", labels = "value=#{#result}")
		public CompletableFuture<String> later(CompletableFuture<String> stage) {
			return stage;
		}

		@CountExceptions(value = "errors", labels = "message=#{#error.message}")
		public void fail(String message) {
			throw new IllegalStateException(message);
		}

		@Counted(value = "targets", labels = "city=#{#root.target.city}")
		public void target() {
		}

		@Timed(value = "once_seconds", labels = "value=#{#counting.reads}")
		@Counted(value = "once", labels = "value=#{#counting.reads}")
		@TrackInProgress(value = "once_in_progress", labels = "value=#{#counting.reads}")
		public void once(Counting counting) {
		}

		@TrackInProgress(value = "changes", labels = "value=#{#text}")
		public void change(StringBuilder text) {
			text.setLength(0);
			text.append("after");
		}

		@Timed(value = "quantiles", quantiles = { 0.5, 0.99 })
		public void quantiles() {
		}

		@Timed(value = "buckets", buckets = { 0.1, 3 })
		public void buckets() {
		}

		@CountExceptions(value = "chosen", exceptions = { IllegalArgumentException.class, java.io.IOException.class })
		public void throwing(RuntimeException exception) {
			throw exception;
		}

	}

}
