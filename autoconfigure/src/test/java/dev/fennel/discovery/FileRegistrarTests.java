package dev.fennel.discovery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import dev.fennel.MetricDefinitionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

class FileRegistrarTests {

	private static final ServiceInstance SHOP = new ServiceInstance("shop", "10.0.0.5", 9404, "http", "/metrics", "/");

	private static final String TEXT = """
			[{"labels":{"__metrics_path__":"/metrics","__scheme__":"http"},"targets":["10.0.0.5:9404"]}]
			""";

	@TempDir
	private Path folder;

	@Test
	void writesWhatPrometheusReads() throws IOException {
		Path file = this.folder.resolve("shop.json");
		new FileRegistrar(file, Map.of("team", "north \"1\"", "__scheme__", "https"))
			.register(new ServiceInstance("shop", "::1", 8001, "http", "/prom", null));
		assertThat(text(file)).isEqualTo("""
				[{"labels":{"__metrics_path__":"/prom","__scheme__":"https","team":"north \\"1\\""},\
				"targets":["[::1]:8001"]}]
				""");
	}

	@Test
	void othersMayReadIt() throws IOException {
		Path usual = Files.createFile(this.folder.resolve("usual"));
		Path file = this.folder.resolve("shop.json");
		new FileRegistrar(file, Map.of()).register(SHOP);
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
			.isEqualTo(PosixFilePermissions.toString(Files.getPosixFilePermissions(usual)));
	}

	@Test
	void inAFolderEachInstanceHasAFileOfItsOwn() throws IOException {
		Path targets = this.folder.resolve("a/targets");
		FileRegistrar registrar = new FileRegistrar(targets, Map.of());
		registrar.register(SHOP);
		registrar.register(new ServiceInstance("the shop/2", "::1", 8001, "http", "/metrics", "/"));
		assertThat(files(targets)).containsExactly("shop-10.0.0.5-9404.json", "the_shop_2-__1-8001.json");
		registrar.deregister(SHOP);
		assertThat(files(targets)).containsExactly("the_shop_2-__1-8001.json");
	}

	@Test
	void whatVanishesOrChangesIsWrittenAgain() throws IOException {
		Path file = this.folder.resolve("shop.json");
		FileRegistrar registrar = new FileRegistrar(file, Map.of());
		registrar.register(SHOP);
		Files.delete(file);
		registrar.register(SHOP);
		assertThat(text(file)).isEqualTo(TEXT);
		Files.write(file, new byte[] { (byte) 0xff, 0 });
		registrar.register(SHOP);
		assertThat(text(file)).isEqualTo(TEXT);
	}

	@Test
	void whatIsThereIsLeftAlone() throws IOException {
		Path file = this.folder.resolve("shop.json");
		FileRegistrar registrar = new FileRegistrar(file, Map.of());
		registrar.register(SHOP);
		Object before = Files.readAttributes(file, "unix:ino,lastModifiedTime");
		registrar.register(SHOP);
		assertThat(Files.readAttributes(file, "unix:ino,lastModifiedTime")).isEqualTo(before);
	}

	@Test
	void atTheStopItIsRemovedUnlessItIsAnothers() throws IOException {
		Path file = this.folder.resolve("shop.json");
		FileRegistrar registrar = new FileRegistrar(file, Map.of());
		registrar.register(SHOP);
		registrar.deregister(SHOP);
		assertThat(file).doesNotExist();
		registrar.deregister(SHOP);
		Files.writeString(file, "[]");
		registrar.deregister(SHOP);
		assertThat(file).hasContent("[]");
	}

	@Test
	void aReaderNeverSeesHalfOfIt() throws Exception {
		Path file = this.folder.resolve("shop.json");
		FileRegistrar one = new FileRegistrar(file, Map.of());
		FileRegistrar other = new FileRegistrar(file, Map.of("team", "x".repeat(9000)));
		one.register(SHOP);
		AtomicBoolean ended = new AtomicBoolean();
		CompletableFuture<Integer> reading = CompletableFuture.supplyAsync(() -> read(file, ended));
		for (int i = 0; i < 1000; i++) {
			other.register(SHOP);
			one.register(SHOP);
		}
		ended.set(true);
		assertThat(reading.get()).isPositive();
		assertThat(files(this.folder)).containsExactly("shop.json");
	}

	@Test
	void whatCannotBeWrittenIsTold() throws IOException {
		Path file = Files.createFile(this.folder.resolve("file"));
		FileRegistrar below = new FileRegistrar(file.resolve("shop.json"), Map.of());
		assertThatIOException().isThrownBy(() -> below.register(SHOP)).withMessageContaining(file.toString());
		Path occupied = Files.createDirectories(this.folder.resolve("shop.json/below")).getParent();
		assertThatIOException().isThrownBy(() -> new FileRegistrar(occupied, Map.of()).register(SHOP));
		assertThat(files(this.folder)).containsExactly("file", "shop.json");
	}

	@Test
	void whatIsNoLabelIsRefused() {
		assertThatExceptionOfType(MetricDefinitionException.class)
			.isThrownBy(() -> new FileRegistrar(this.folder, Map.of("my-team", "north")))
			.withMessage("fennel.discovery.file.labels has 'my-team', which is no name of a label");
	}

	/**
	 * The file, with slashes as all lines of Boot could write them.
	 */
	private static String text(Path file) throws IOException {
		return Files.readString(file).replace("\\/", "/");
	}

	private static int read(Path file, AtomicBoolean ended) {
		int reads = 0;
		while (!ended.get()) {
			try {
				assertThat(Files.readString(file)).startsWith("[{\"labels\"")
					.endsWith("\"targets\":[\"10.0.0.5:9404\"]}]\n");
				reads++;
			}
			catch (IOException ex) {
				throw new IllegalStateException(ex);
			}
		}
		return reads;
	}

	private static Stream<String> files(Path folder) throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.map((file) -> file.getFileName().toString()).sorted().toList().stream();
		}
	}

}
