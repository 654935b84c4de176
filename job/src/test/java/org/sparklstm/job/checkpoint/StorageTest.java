package org.sparklstm.job.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageTest {
  @TempDir Path directory;

  private Storage storage() {
    return new Storage(
        new org.apache.hadoop.fs.Path(directory.resolve("a/b").toUri()), new Configuration());
  }

  @Test
  void aFileAppearsWholeOrNotAtAll() throws IOException {
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
  void whatIsMissingOrTooLargeIsNamed() {
    Storage storage = storage();
    assertThat(storage.list()).isEmpty();
    storage.delete("x");
    assertThatThrownBy(() -> storage.readText("x", 10)).hasMessageContaining("x does not exist");
    storage.writeText("x", "0123456789");
    assertThatThrownBy(() -> storage.readText("x", 9))
        .hasMessageContaining("it has 10 bytes, expected at most 9");
  }

  @Test
  void creatingProvesThatFilesCanBeWritten() throws IOException {
    storage().requireWritable();
    assertThat(directory.resolve("a/b")).doesNotExist();
    Files.writeString(directory.resolve("file"), "");
    Storage blocked =
        new Storage(
            new org.apache.hadoop.fs.Path(directory.resolve("file/below").toUri()),
            new Configuration());
    assertThatThrownBy(blocked::requireWritable).hasMessageContaining("cannot be written");
  }
}
