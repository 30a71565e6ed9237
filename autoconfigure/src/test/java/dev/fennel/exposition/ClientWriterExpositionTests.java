package dev.fennel.exposition;

class ClientWriterExpositionTests extends ExpositionTests {

	@Override
	long writerCache() {
		return 0;
	}

}
