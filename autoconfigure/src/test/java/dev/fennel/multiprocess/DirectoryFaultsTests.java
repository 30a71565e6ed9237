package dev.fennel.multiprocess;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

import dev.fennel.testing.Page;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ExtendWith(OutputCaptureExtension.class)
class DirectoryFaultsTests {

	private static final String BLUE_UP = "fennel_collector_up{collector=\"process blue\",process=\"green\"}";

	@TempDir
	private Path parent;

	private Path directory;

	private TestProcess blue;

	private TestProcess green;

	@BeforeEach
	void start() {
		this.directory = this.parent.resolve("shared");
		this.blue = TestProcess.start(this.directory, "blue");
		this.green = TestProcess.start(this.directory, "green");
		this.blue.count("orders_total", 2);
		this.green.count("orders_total", 1);
		this.blue.page();
		this.green.page();
	}

	@AfterEach
	void stop() {
		this.blue.close();
		this.green.close();
	}

	@ParameterizedTest
	@EnumSource
	void fileThatCannotBeReadIsLeftOutAndNamed(Damage damage, CapturedOutput output) throws IOException {
		Path values = values("blue~");
		byte[] before = Files.readAllBytes(values);
		Files.write(values, damage.of(before));
		assertThat(this.green.page().value("orders_total")).isEqualTo(1);
		assertThat(this.green.page().text()).contains(BLUE_UP + " 0.0");
		assertThat(output).contains("'process blue' is left out of the metrics page: " + damage.reason);
		Files.write(values, before);
		assertThat(this.green.page().value("orders_total")).isEqualTo(3);
		assertThat(this.green.page().text()).doesNotContain(BLUE_UP);
	}

	@Test
	void fileThatVanishesWhileOthersAreReadIsNoFault() throws Exception {
		Path values = values("blue~");
		Thread vanishing = new Thread(() -> {
			for (int i = 0; i < 200; i++) {
				delete(values);
				this.blue.page();
			}
		});
		vanishing.start();
		while (vanishing.isAlive()) {
			Page page = this.green.page();
			assertThat(page.value("orders_total")).isIn(1.0, 3.0);
			assertThat(page.value("fennel_errors_total{feature=\"multiprocess\"}")).isEqualTo(0);
		}
		vanishing.join();
	}

	@Test
	void directoryThatVanishesIsMadeAgain() throws IOException {
		try (Stream<Path> files = Files.list(this.directory)) {
			files.forEach(DirectoryFaultsTests::delete);
		}
		Files.delete(this.directory);
		assertThat(this.green.page().value("orders_total")).isEqualTo(1);
		assertThat(this.blue.page().value("orders_total")).isEqualTo(3);
		assertThat(this.green.page().value("orders_total")).isEqualTo(3);
	}

	@Test
	void processThatCannotWriteServesItsOwn(CapturedOutput output) throws IOException {
		Path file = Files.createFile(this.parent.resolve("file"));
		TestProcess alone = TestProcess.start(file.resolve("below"), "alone");
		alone.count("orders_total", 5);
		assertThat(alone.page().value("orders_total")).isEqualTo(5);
		alone.count("orders_total", 1);
		Page page = alone.page();
		assertThat(page.value("orders_total")).isEqualTo(6);
		assertThat(page.value("fennel_errors_total{feature=\"multiprocess\"}")).isPositive();
		assertThat(output.getOut().split("Fennel could not publish what this process has", -1)).hasSize(2);
		alone.close();
	}

	@Test
	void processWhoseFileCannotBeReplacedServesOthersToo() throws IOException {
		Path values = values("green~");
		Files.delete(values);
		Files.createDirectory(values);
		Files.createFile(values.resolve("in the way"));
		this.green.count("orders_total", 4);
		Page page = this.green.page();
		assertThat(page.value("orders_total")).isEqualTo(7);
		assertThat(page.value("fennel_errors_total{feature=\"multiprocess\"}")).isPositive();
		assertThat(this.blue.page().value("orders_total")).as("a folder in place of a file hides nobody else")
			.isEqualTo(2);
		Files.delete(values.resolve("in the way"));
		Files.delete(values);
		assertThat(this.blue.page().value("orders_total")).isEqualTo(2);
		this.green.page();
		assertThat(this.blue.page().value("orders_total")).isEqualTo(7);
	}

	@Test
	void damagedFoldIsPutAsideAndNamed(CapturedOutput output) throws IOException {
		TestProcess ended = TestProcess.start(this.directory, "ended");
		ended.count("orders_total", 8);
		ended.close();
		this.green.fold();
		assertThat(this.green.page().value("orders_total")).isEqualTo(11);
		Files.writeString(this.directory.resolve("folded.values"), "junk, and more of it");
		assertThat(this.green.page().value("orders_total")).isEqualTo(3);
		assertThat(output).contains("'ended processes' is left out of the metrics page: its file is none of Fennel's");
		TestProcess next = TestProcess.start(this.directory, "next");
		next.count("orders_total", 4);
		next.close();
		this.green.fold();
		assertThat(this.green.page().value("orders_total")).isEqualTo(7);
		assertThat(this.directory.resolve("folded.values.damaged")).hasContent("junk, and more of it");
	}

	@Test
	void foldOfANewerVersionIsLeftToIt() throws IOException {
		TestProcess ended = TestProcess.start(this.directory, "ended");
		ended.count("orders_total", 8);
		ended.close();
		this.green.fold();
		Path fold = this.directory.resolve("folded.values");
		byte[] content = Files.readAllBytes(fold);
		content[3]++;
		Files.write(fold, content);
		assertThat(this.green.page().value("orders_total")).isEqualTo(3);
		assertThatExceptionOfType(UnreadableFileException.class).isThrownBy(this.green::fold);
		assertThat(fold).hasBinaryContent(content);
	}

	@Test
	void fileOfOneUnderTheNameOfAnotherIsNotCountedTwice() throws IOException {
		Path values = values("blue~");
		Files.copy(values, this.directory.resolve(Incarnation.start("copy").name() + ".values"));
		assertThat(this.green.page().value("orders_total")).isEqualTo(3);
	}

	@Test
	void filesOfOthersAreNobodysBusiness() throws IOException {
		Path aside = Files.createFile(this.directory.resolve(".shop.prom.123.tmp"));
		Files.createFile(this.directory.resolve("notes.txt"));
		Files.createFile(this.directory.resolve("x.values"));
		Files.createDirectory(this.directory.resolve("lost+found"));
		this.green.fold();
		assertThat(this.green.page().value("orders_total")).isEqualTo(3);
		assertThat(this.directory.resolve("x.values")).exists();
		assertThat(aside).exists();
		assertThat(this.green.page().samples().keySet()).noneMatch((sample) -> sample.contains("collector=\"process "));
	}

	@Test
	void beforeItStartsAndAfterItStopsAProcessShowsItsOwn() {
		this.green.close();
		assertThat(this.green.page().value("orders_total")).isEqualTo(1);
		assertThat(this.green.page().text()).doesNotContain("process=");
		assertThat(this.blue.page().value("orders_total")).isEqualTo(3);
	}

	private Path values(String process) throws IOException {
		try (Stream<Path> files = Files.list(this.directory)) {
			return files.filter((file) -> file.getFileName().toString().startsWith(process))
				.filter((file) -> file.toString().endsWith(".values"))
				.findFirst()
				.orElseThrow();
		}
	}

	private static void delete(Path file) {
		try {
			Files.deleteIfExists(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	enum Damage {

		EMPTY("its file is cut off"), HALF("its file is cut off or damaged"), JUNK("its file is none of Fennel's"),
		NEWER("another version of Fennel wrote its file"), FLIPPED("its file is cut off or damaged");

		private final String reason;

		Damage(String reason) {
			this.reason = reason;
		}

		byte[] of(byte[] file) {
			byte[] damaged = file.clone();
			switch (this) {
				case EMPTY -> {
					return new byte[0];
				}
				case HALF -> {
					return Arrays.copyOf(file, file.length / 2);
				}
				case JUNK -> {
					return "junk, and more of it".getBytes(StandardCharsets.UTF_8);
				}
				case NEWER -> damaged[3]++;
				case FLIPPED -> damaged[file.length / 2]++;
			}
			return damaged;
		}

	}

}
