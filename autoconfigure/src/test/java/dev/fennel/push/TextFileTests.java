package dev.fennel.push;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;

import dev.fennel.MetricDefinitionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

class TextFileTests {

	private final Pushed pushed = new Pushed();

	@TempDir
	private Path folder;

	@Test
	void holdsThePageAndNothingIsLeftBesideIt() throws Exception {
		Path path = this.folder.resolve("below/shop.prom");
		TextFile file = new TextFile(path);
		PushedPage page = this.pushed.page();
		file.push(page);
		file.pushAdd(page);
		assertThat(path).content().isEqualTo(page.text()).contains("# TYPE fennel_series gauge");
		try (Stream<Path> files = Files.list(path.getParent())) {
			assertThat(files).containsExactly(path);
		}
	}

	@Test
	void othersMayReadIt() throws IOException {
		Path usual = Files.createFile(this.folder.resolve("usual"));
		Path path = this.folder.resolve("shop.prom");
		new TextFile(path).push(this.pushed.page());
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
			.isEqualTo(PosixFilePermissions.toString(Files.getPosixFilePermissions(usual)));
	}

	@Test
	void aReaderNeverSeesHalfOfIt() throws Exception {
		Path path = this.folder.resolve("shop.prom");
		TextFile file = new TextFile(path);
		PushedPage page = this.pushed.page();
		file.push(page);
		Thread writer = new Thread(() -> {
			try {
				for (int i = 0; i < 3000; i++) {
					file.push(page);
				}
			}
			catch (IOException ex) {
				throw new IllegalStateException(ex);
			}
		});
		writer.start();
		while (writer.isAlive()) {
			assertThat(Files.readString(path)).isEqualTo(page.text());
		}
	}

	@Test
	void whatWasThereStaysWhereItCannotBeReplaced() throws IOException {
		Path path = this.folder.resolve("shop.prom");
		Files.writeString(path, "old 1\n");
		Path aside = this.folder.resolve(".shop.prom.%d.tmp".formatted(ProcessHandle.current().pid()));
		Files.createDirectory(aside);
		assertThatIOException().isThrownBy(() -> new TextFile(path).push(this.pushed.page()));
		assertThat(path).hasContent("old 1");
	}

	@Test
	void mayBeDeleted() throws IOException {
		Path path = this.folder.resolve("shop.prom");
		TextFile file = new TextFile(path);
		file.push(this.pushed.page());
		file.delete();
		file.delete();
		assertThat(path).doesNotExist();
	}

	@Test
	void hasANameThatIsRead() {
		assertThatExceptionOfType(MetricDefinitionException.class).isThrownBy(() -> new TextFile(Path.of("shop.txt")))
			.withMessage("fennel.textfile.path is 'shop.txt'");
	}

}
