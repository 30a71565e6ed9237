package dev.fennel.sample.report;

import java.io.IOException;
import java.time.Duration;

import dev.fennel.sample.catalog.Book;
import dev.fennel.sample.catalog.Catalog;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * What customers look at, one event after the other.
 */
@RestController
class EventApi {

	private static final Duration PAUSE = Duration.ofMillis(20);

	private final Catalog catalog;

	private final AsyncTaskExecutor executor;

	EventApi(Catalog catalog, @Qualifier("applicationTaskExecutor") AsyncTaskExecutor executor) {
		this.catalog = catalog;
		this.executor = executor;
	}

	@GetMapping("/api/events")
	SseEmitter events() {
		SseEmitter emitter = new SseEmitter();
		this.executor.execute(() -> send(emitter));
		return emitter;
	}

	private void send(SseEmitter emitter) {
		try {
			for (Book book : this.catalog.all()) {
				emitter.send(SseEmitter.event().name("viewed").data(book.getTitle()));
				Thread.sleep(PAUSE.toMillis());
			}
			emitter.complete();
		}
		catch (IOException ex) {
			// the client has gone, of which the container tells the emitter
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			emitter.complete();
		}
	}

}
