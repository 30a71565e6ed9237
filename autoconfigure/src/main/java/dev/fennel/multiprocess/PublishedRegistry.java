package dev.fennel.multiprocess;

import java.util.List;

/**
 * The families of one registry.
 *
 * @param name the name of the registry
 * @param families its families
 */
record PublishedRegistry(String name, List<PublishedFamily> families) {

	void write(SharedFileOutput out) {
		out.text(this.name);
		out.whole(this.families.size());
		this.families.forEach((family) -> family.write(out));
	}

	static PublishedRegistry read(SharedFileInput in) {
		return new PublishedRegistry(in.text(), in.list(PublishedFamily::read));
	}

	static void writeAll(List<PublishedRegistry> registries, SharedFileOutput out) {
		out.whole(registries.size());
		registries.forEach((registry) -> registry.write(out));
	}

	static List<PublishedRegistry> readAll(SharedFileInput in) {
		return in.list(PublishedRegistry::read);
	}

}
