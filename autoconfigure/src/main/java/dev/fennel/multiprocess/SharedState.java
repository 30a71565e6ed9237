package dev.fennel.multiprocess;

import java.util.ArrayList;
import java.util.List;

/**
 * What the directory says at one time.
 *
 * @param fold what is left of the dead
 * @param published what each living process has published
 * @param complaints the files that cannot be read
 */
record SharedState(Fold fold, List<Publication> published, List<Complaint> complaints) {

	/**
	 * What there is if the directory cannot be read.
	 */
	static SharedState of(Publication own) {
		return new SharedState(Fold.EMPTY, List.of(own), List.of());
	}

	/**
	 * Whether some process, living or dead, has a registry of that name.
	 */
	boolean hasRegistry(String name) {
		List<List<PublishedRegistry>> all = new ArrayList<>();
		this.fold.layers().forEach((layer) -> all.add(layer.sums()));
		this.published.forEach((publication) -> all.add(publication.registries()));
		return all.stream().flatMap(List::stream).anyMatch((registry) -> registry.name().equals(name));
	}

}
