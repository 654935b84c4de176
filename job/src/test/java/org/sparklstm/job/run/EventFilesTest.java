package org.sparklstm.job.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparklstm.job.checkpoint.Storage;

/** Event files that a killed run has left. */
class EventFilesTest {
  @TempDir Path directory;

  private Storage run;

  private EventFiles after(int epochs, int... written) {
    run = new Storage(new org.apache.hadoop.fs.Path(directory.toString()), new Configuration());
    for (int epoch : written) {
      run.below("tensorboard").writeText(name(epoch), "");
    }
    return new EventFiles(run, epochs);
  }

  private static String name(int epoch) {
    return "events.out.tfevents.%010d.spark-lstm".formatted(epoch);
  }

  @Test
  void whatIsMissingIsKnown() {
    assertThat(after(0).complete()).isZero();
    assertThat(after(5, 2, 4).complete()).isEqualTo(4);
    assertThat(after(5, 2, 4, 5, 7).complete()).isEqualTo(5);
  }

  @Test
  void filesOfEpochsThatAreComputedAgainGo() {
    run = new Storage(new org.apache.hadoop.fs.Path(directory.toString()), new Configuration());
    run.below("tensorboard").writeText("notes.txt", "");
    EventFiles files = after(5, 2, 4, 7);
    assertThat(files.complete()).isEqualTo(4);
    files.deleteLater();
    assertThat(run.below("tensorboard").list()).containsExactly(name(2), name(4), "notes.txt");
  }
}
