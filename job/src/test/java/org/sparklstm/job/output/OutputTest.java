package org.sparklstm.job.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparklstm.job.UserException;
import org.sparklstm.job.storage.FaultyFileSystem;
import org.sparklstm.job.storage.FaultyFileSystem.Fault;
import org.sparklstm.job.storage.Storage;
import org.sparklstm.job.storage.StorageException;

/** An output is the old one or the new one, whatever happens to whoever writes it. */
class OutputTest {
  private static final Configuration HADOOP = new Configuration();

  /** Longer than any publication. */
  private static final int ENOUGH = 10_000;

  @TempDir Path directory;
  private Path place;

  @BeforeAll
  static void configure() {
    FaultyFileSystem.configure(HADOOP);
  }

  @BeforeEach
  void prepare() {
    FaultyFileSystem.begin(Fault.NONE, 0);
    place = directory.resolve("scores");
  }

  private Storage storage() {
    return new Storage(new org.apache.hadoop.fs.Path("faulty://" + place), HADOOP);
  }

  private Output lock() {
    return Output.lock(storage(), line -> {});
  }

  /** Writes an output of two files as a job would, and checks before that it may. */
  private void write(String name, boolean overwrite) {
    try (Output output = lock()) {
      if (overwrite) {
        output.requireReplaceable();
      } else {
        output.requireAbsent();
      }
      Path temporary = Files.createDirectories(Path.of(output.temporary().toUri().getPath()));
      for (int i = 0; i < 2; i++) {
        Files.writeString(temporary.resolve("part-%d-%s".formatted(i, name)), name + i);
        Files.writeString(temporary.resolve(".part-%d-%s.crc".formatted(i, name)), "c");
      }
      output.publish("text", overwrite);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Contents of the files that the marker lists; empty without a marker. */
  private Map<String, String> seen() throws IOException {
    Map<String, String> seen = new TreeMap<>();
    for (Marker.Part part : Marker.of(storage()).map(Marker::files).orElse(java.util.List.of())) {
      String text = Files.readString(place.resolve(part.name()));
      assertThat(text.length()).isEqualTo(part.length());
      seen.put(part.name(), text);
    }
    return seen;
  }

  private static Map<String, String> of(String name) {
    return Map.of("part-0-" + name, name + "0", "part-1-" + name, name + "1");
  }

  /** Nothing is there but an output, its marker and its checksums. */
  private void assertClean(String name) throws IOException {
    assertThat(seen()).isEqualTo(of(name));
    assertThat(place.toFile().list())
        .containsExactlyInAnyOrder(
            "_SUCCESS",
            "part-0-" + name,
            "part-1-" + name,
            ".part-0-" + name + ".crc",
            ".part-1-" + name + ".crc");
    assertThat(directory.toFile().list()).containsExactly("scores");
  }

  private void clear() throws IOException {
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path one, IOException failure)
              throws IOException {
            if (!one.equals(directory)) {
              Files.delete(one);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** As if a driver had been taken for dead, and another one had taken over and gone. */
  private void expireLocks() {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(one -> one.toString().contains(".lock-")).toList()) {
        String text = Files.readString(file);
        if (text.isEmpty()) {
          // killed while it took the lock; another one would wait for its lease
          Files.delete(file);
          continue;
        }
        Files.writeString(file, text.replace("\"is_released\": false", "\"is_released\": true"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void anOutputIsWhatItsMarkerLists() throws IOException {
    write("a", false);
    assertClean("a");
    try (Output output = lock()) {
      assertThat(output.isComplete()).isTrue();
    }
    write("b", true);
    assertClean("b");
    Files.writeString(place.resolve("part-0-b"), "longer");
    try (Output output = lock()) {
      assertThat(output.isComplete()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void killedAtAnyMomentItIsTheOldOneOrTheNewOne(boolean overwrite) throws IOException {
    int old = 0;
    int kills = 0;
    for (int n = 1; n < ENOUGH; n++) {
      clear();
      FaultyFileSystem.begin(Fault.NONE, 0);
      if (overwrite) {
        write("a", false);
      }
      FaultyFileSystem.begin(Fault.GONE, n);
      boolean killed = false;
      try {
        write("b", overwrite);
      } catch (StorageException e) {
        killed = true;
      }
      boolean ended = FaultyFileSystem.operations() < n;
      FaultyFileSystem.begin(Fault.NONE, 0);
      Map<String, String> found = seen();
      assertThat(found).as("killed at %d", n).isIn(of("b"), overwrite ? of("a") : Map.of());
      old += found.equals(of("b")) ? 0 : 1;
      // the process is gone, and so is what it held
      expireLocks();
      if (found.equals(of("b")) && !overwrite) {
        assertThatThrownBy(() -> write("c", false)).hasMessageContaining("already exists");
      }
      write("c", overwrite || !found.isEmpty());
      assertClean("c");
      if (ended) {
        assertThat(killed).isFalse();
        break;
      }
      kills++;
    }
    assertThat(old).isGreaterThan(10).isLessThan(kills);
  }

  @Test
  void whatAnotherProgramHasWrittenUnderAnOldNameStays() throws IOException {
    Path old = place.resolve("part-0-a");
    int n = 0;
    do {
      n++;
      clear();
      FaultyFileSystem.begin(Fault.NONE, 0);
      write("a", false);
      FaultyFileSystem.begin(Fault.GONE, n);
      assertThatThrownBy(() -> write("b", true)).isInstanceOf(StorageException.class);
      FaultyFileSystem.begin(Fault.NONE, 0);
    } while (!(seen().equals(of("b")) && Files.exists(old)));
    expireLocks();
    Files.writeString(old, "longer, and of another program");
    lock().close();
    assertThat(old).hasContent("longer, and of another program");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whoeverIsTakenForDeadChangesNothingLater(boolean overwrite) throws IOException {
    int stopped = 0;
    for (int n = 1; n < ENOUGH; n++) {
      clear();
      FaultyFileSystem.begin(Fault.NONE, 0);
      if (overwrite) {
        write("a", false);
      }
      FaultyFileSystem.meanwhile(
          n,
          () -> {
            expireLocks();
            write("c", true);
          });
      boolean failed = false;
      try {
        write("b", overwrite);
      } catch (UserException | StorageException e) {
        failed = true;
      }
      boolean ended = FaultyFileSystem.operations() < n;
      FaultyFileSystem.begin(Fault.NONE, 0);
      if (ended) {
        break;
      }
      if (failed) {
        stopped++;
      }
      // the one that was stopped before it took the lock may come last
      assertThat(seen()).as("stopped before %d", n).isIn(of("c"), failed ? of("c") : of("b"));
      assertThat(place.toFile().list()).as("stopped before %d", n).hasSize(5);
    }
    assertThat(stopped).isGreaterThan(10);
  }

  @Test
  void noOutputLiesWithinAnother() throws IOException {
    write("a", false);
    assertThatThrownBy(() -> Output.lock(storage().below("sub"), line -> {}))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("which is already an output of this program");
  }

  @Test
  void nothingIsReplacedThatThisProgramHasNotWritten() throws IOException {
    Files.createDirectories(place);
    Files.writeString(place.resolve("notes.txt"), "mine");
    try (Output output = lock()) {
      assertThatThrownBy(output::requireReplaceable)
          .isInstanceOf(UserException.class)
          .hasMessageContainingAll("notes.txt", "has not written", "move it away");
      assertThatThrownBy(output::requireAbsent).hasMessageContaining("notes.txt");
    }
    Files.delete(place.resolve("notes.txt"));
    Files.writeString(place.resolve("_SUCCESS"), "");
    try (Output output = lock()) {
      assertThatThrownBy(output::requireReplaceable)
          .hasMessageContaining("_SUCCESS of Spark or of an earlier version");
    }
    Files.delete(place.resolve("_SUCCESS"));
    Files.delete(place);
    write("a", false);
    Files.writeString(place.resolve("part-0-a"), "changed");
    try (Output output = lock()) {
      assertThatThrownBy(output::requireReplaceable)
          .hasMessageContaining(
              "part-0-a, which has changed since it was written (it had 2 bytes, now it has 7)");
    }
    Files.writeString(place.resolve("part-0-a"), "a0");
    Files.createDirectory(place.resolve("more"));
    try (Output output = lock()) {
      assertThatThrownBy(output::requireReplaceable)
          .hasMessageContaining("the directory more, which this program has not written");
    }
    assertThat(seen()).isEqualTo(of("a"));
  }

  @Test
  void whatAppearsMeanwhileIsNotReplaced() throws IOException {
    try (Output output = lock()) {
      output.requireAbsent();
      Files.createDirectories(Path.of(output.temporary().toUri().getPath()));
      Files.createDirectories(place);
      Files.writeString(place.resolve("notes.txt"), "mine");
      assertThatThrownBy(() -> output.publish("text", false))
          .hasMessageContaining("it has appeared meanwhile");
      assertThatThrownBy(() -> output.publish("text", true))
          .hasMessageContaining("it has appeared meanwhile");
    }
    assertThat(place.resolve("notes.txt")).hasContent("mine");
    assertThat(directory.toFile().list()).containsExactly("scores");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "null",
        "{\"format_version\":1,\"number\":1,\"format\":\"csv\",\"files\":[null]}",
        "{\"format_version\":1,\"number\":1,\"format\":\"csv\",\"files\":[{\"name\":\"../x\",\"length\":1}]}",
        "{\"format_version\":1,\"number\":0,\"format\":\"csv\",\"files\":[]}",
        "{\"format_version\":2,\"number\":1,\"format\":\"csv\",\"files\":[]}"
      })
  void aMarkerThatIsNotOursCountsAsForeign(String text) throws IOException {
    Files.createDirectories(place);
    Files.writeString(place.resolve("_SUCCESS"), text);
    Files.writeString(
        place.resolve("_spark-lstm-000000001.json"),
        "{\"number\":1,\"added\":[\"x\"],\"removed\":[]}");
    Files.writeString(place.resolve("x"), "mine");
    try (Output output = lock()) {
      assertThat(output.isComplete()).isFalse();
      assertThatThrownBy(output::requireReplaceable)
          .isInstanceOf(UserException.class)
          .hasMessageContaining("the _SUCCESS of");
      assertThatThrownBy(output::requireAbsent)
          .isInstanceOf(UserException.class)
          .hasMessageContaining("the _SUCCESS of");
    }
    assertThat(place.resolve("x")).hasContent("mine");
  }
}
