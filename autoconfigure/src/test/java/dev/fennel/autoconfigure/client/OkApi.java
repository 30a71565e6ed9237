package dev.fennel.autoconfigure.client;

import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.service.annotation.GetExchange;

/**
 * Calls what answers, seen by all.
 */
public interface OkApi {

	/**
	 * Calls it.
	 * @param id of what
	 * @return the answer
	 */
	@GetExchange("/ok/{id}")
	String get(@PathVariable("id") String id);

}
