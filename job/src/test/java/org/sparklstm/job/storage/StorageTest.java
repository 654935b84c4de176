package org.sparklstm.job.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparklstm.job.UserException;

class StorageTest {
  @TempDir Path directory;

  private Storage storage() {
    return new Storage(
        new org.apache.hadoop.fs.Path(directory.resolve("a/b").toUri()), new Configuration());
  }

  @Test
  void readersSeeAllOfAFileOrNothing() throws IOException {
    Storage storage = storage();
    storage.writeText("x.txt", "first");
    assertThatThrownBy(
            () ->
                storage.write(
                    "x.txt",
                    out -> {
                      out.write(1);
                      throw new IOException("disk full");
                    }))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("a/b/x.txt cannot be written: disk full");
    assertThat(storage.readText("x.txt", 100)).isEqualTo("first");
    assertThat(storage.list()).containsExactly("x.txt");
    storage.writeText("x.txt", "second");
    assertThat(storage.readText("x.txt", 100)).isEqualTo("second");
    assertThat(directory.resolve("a/b").toFile().list((at, name) -> name.endsWith(".tmp")))
        .isEmpty();
  }

  @Test
  void missingAndTooLargeFilesAreNamed() {
    Storage storage = storage();
    assertThat(storage.list()).isEmpty();
    storage.delete("x");
    assertThatThrownBy(() -> storage.readText("x", 10))
        .hasMessageContaining("x cannot be read: it does not exist");
    storage.writeText("x", "0123456789");
    assertThatThrownBy(() -> storage.readText("x", 9))
        .hasMessageContaining("it has 10 bytes, expected at most 9");
  }

  @Test
  void onlyOneOfManyCreatesAFile() {
    assertThat(storage().create("x", "first")).isTrue();
    assertThat(storage().create("x", "second")).isFalse();
    assertThat(storage().readText("x", 10)).isEqualTo("first");
  }

  /** A driver that finds a lock without content would wait for its writer. */
  @Test
  void aFileThatCannotBeFilledIsDeleted() {
    FaultyFileSystem.begin(FaultyFileSystem.Fault.FULL, 3);
    Configuration hadoop = new Configuration();
    FaultyFileSystem.configure(hadoop);
    Storage full =
        new Storage(new org.apache.hadoop.fs.Path("faulty://" + directory.resolve("c")), hadoop);
    assertThatThrownBy(() -> full.create("x", "first"))
        .hasMessageContaining("c/x cannot be created: No space left on device");
    FaultyFileSystem.begin(FaultyFileSystem.Fault.NONE, 0);
    assertThat(full.list()).isEmpty();
    assertThat(full.create("x", "first")).isTrue();
    assertThat(full.create("x", "second")).isFalse();
    assertThat(full.readText("x", 10)).isEqualTo("first");
  }

  @Test
  void unwritablePathsAreNamed() throws IOException {
    Files.writeString(directory.resolve("file"), "");
    Storage blocked =
        new Storage(
            new org.apache.hadoop.fs.Path(directory.resolve("file/below").toUri()),
            new Configuration());
    assertThatThrownBy(() -> blocked.writeText("x", "")).hasMessageContaining("cannot be written");
    assertThatThrownBy(() -> blocked.create("x", "")).hasMessageContaining("cannot be created");
  }

  @Test
  void aPlaceThatNoPathNamesIsAStorageError() {
    Storage wrong =
        new Storage(new org.apache.hadoop.fs.Path("file:/a\u0000b"), new Configuration());
    assertThatThrownBy(wrong::realPath).isInstanceOf(StorageException.class);
    Storage web = new Storage(new org.apache.hadoop.fs.Path("https://h/x"), new Configuration());
    assertThatThrownBy(web::list).isInstanceOf(StorageException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"~/x", "\"s3a://b/x\"", "'x'", ""})
  void whatAShellWouldHaveChangedIsNoPath(String text) {
    assertThatThrownBy(() -> PathText.of(text)).isInstanceOf(UserException.class);
  }

  @Test
  void onlyAnEmptyDirectoryIsDeletedAsOne() throws IOException {
    Storage storage = storage();
    storage.deleteIfEmpty();
    Path place = Files.createDirectories(directory.resolve("a/b"));
    storage.deleteIfEmpty();
    assertThat(place).doesNotExist();
    Files.createDirectories(place);
    Files.writeString(place.resolve("x"), "");
    storage.deleteIfEmpty();
    assertThat(place.resolve("x")).exists();
  }

  /** A call that times out fails, and changes nothing when it returns later. */
  @Test
  void aWriteThatTimedOutDoesNotReplaceALaterOne() throws Exception {
    Storage storage =
        new Storage(
            new org.apache.hadoop.fs.Path(directory.resolve("a").toUri()),
            new Configuration(),
            Duration.ofSeconds(1));
    CountDownLatch back = new CountDownLatch(1);
    assertThatThrownBy(
            () ->
                storage.write(
                    "x",
                    out -> {
                      await(back);
                      out.write("early".getBytes(StandardCharsets.UTF_8));
                    }))
        .hasMessageContaining("storage has not answered for 1 seconds");
    assertThatThrownBy(() -> storage.writeText("x", "later"))
        .hasMessageContaining("storage has not answered");
    back.countDown();
    storage.writeText("x", "later");
    assertThat(storage.readText("x", 10)).isEqualTo("later");
    assertThat(storage.list()).containsExactly("x");
  }

  /** Ignores interrupts, as hanging storage does. */
  private static void await(CountDownLatch latch) {
    boolean done = false;
    while (!done) {
      try {
        latch.await();
        done = true;
      } catch (InterruptedException e) {
        // keep waiting
      }
    }
  }

  @Test
  void textsOfBracketsAreRefusedBeforeTheyAreParsed() {
    Storage storage = storage();
    String inQuotes = "{\"a\": \"" + "[".repeat(1000) + "\"}";
    storage.writeText("x", inQuotes);
    assertThat(storage.readText("x", 10_000)).isEqualTo(inQuotes);
    storage.writeText("x", "[{".repeat(10_000));
    assertThatThrownBy(() -> storage.readText("x", 1 << 20))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("its brackets are nested more than 64 deep");
  }
}
