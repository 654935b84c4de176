package org.sparklstm.job.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparklstm.job.storage.Storage;

/** What failed at once leaves nothing that was not there. */
class RunDirectoryTest {
  @TempDir Path directory;

  private void lockAndFail(Path run) {
    Storage storage = new Storage(new org.apache.hadoop.fs.Path(run.toUri()), new Configuration());
    RunDirectory.lock(storage, line -> {}).close();
  }

  @Test
  void aDirectoryThatWasMadeForNothingDoesNotStay() {
    lockAndFail(directory.resolve("run"));
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void anEmptyDirectoryOfTheUserStays() throws IOException {
    Path target = Files.createDirectories(directory.resolve("disk"));
    Path link = Files.createSymbolicLink(directory.resolve("run"), target);
    lockAndFail(link);
    lockAndFail(target);
    assertThat(link).isSymbolicLink();
    assertThat(target).isEmptyDirectory();
  }
}
