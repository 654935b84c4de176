package org.sparklstm.job.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparklstm.job.storage.Storage;

/** Event files of a killed run. */
class EventFilesTest {
  @TempDir Path directory;

  private Storage run() {
    return new Storage(new org.apache.hadoop.fs.Path(directory.toString()), new Configuration());
  }

  private Storage written(int... epochs) {
    Storage files = run().below("tensorboard");
    for (int epoch : epochs) {
      files.writeText(name(epoch), "");
    }
    return files;
  }

  private static String name(int epoch) {
    return "events.out.tfevents.%010d.spark-lstm".formatted(epoch);
  }

  @Test
  void theLastWrittenEpochIsFound() {
    assertThat(EventFiles.keep(run(), 0)).isZero();
    assertThat(EventFiles.keep(run(), 5)).isZero();
    written(2, 4);
    assertThat(EventFiles.keep(run(), 5)).isEqualTo(4);
    written(5);
    assertThat(EventFiles.keep(run(), 5)).isEqualTo(5);
  }

  @Test
  void filesOfRepeatedEpochsAreDeleted() {
    Storage files = written(2, 4, 7);
    files.writeText("notes.txt", "");
    assertThat(EventFiles.keep(run(), 5)).isEqualTo(4);
    assertThat(files.list()).containsExactly(name(2), name(4), "notes.txt");
  }
}
