package org.sparklstm.job.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparklstm.job.storage.FaultyFileSystem;
import org.sparklstm.job.storage.FaultyFileSystem.Fault;
import org.sparklstm.job.storage.Storage;
import org.sparklstm.job.storage.StorageException;

/** Old checkpoints are deleted only after a new one has been verified. */
class CheckpointsTest {
  /** {@code -Dfaults=1} has every operation go wrong. */
  private static final int STRIDE = Math.min(5, Integer.getInteger("faults", 5));

  private static final Configuration HADOOP = new Configuration();

  static {
    FaultyFileSystem.configure(HADOOP);
  }

  @TempDir Path directory;
  private final List<String> warnings = new ArrayList<>();

  private Checkpoints checkpoints(String scheme, Path where) {
    Storage storage = new Storage(new org.apache.hadoop.fs.Path(scheme + "://" + where), HADOOP);
    return new Checkpoints(storage, warnings::add);
  }

  private static void write(Checkpoints checkpoints, int epoch, int keep) {
    checkpoints.write(
        SampleStates.state(epoch), SampleStates.LAYOUT, SampleStates.origin(), "", keep);
  }

  @Test
  void onlyTheNewestAreKept() throws IOException {
    Checkpoints checkpoints = checkpoints("file", directory);
    for (int epoch = 1; epoch <= 5; epoch++) {
      write(checkpoints, epoch, 2);
    }
    // left by a writer that was killed
    Files.createDirectories(directory.resolve("step-000000000003-epoch-000002/x"));
    Files.createDirectories(directory.resolve("step-000000000099-epoch-000050"));
    write(checkpoints, 6, 2);
    assertThat(directory.toFile().list())
        .containsExactlyInAnyOrder(
            "step-000000000010-epoch-000005",
            "step-000000000010-epoch-000005.json",
            "step-000000000012-epoch-000006",
            "step-000000000012-epoch-000006.json",
            "step-000000000099-epoch-000050");
    checkpoints.clear();
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void thoseOfOtherProgramsStay() throws IOException {
    Files.createDirectories(directory.resolve("step-1000/optimizer"));
    Files.writeString(directory.resolve("step-1000.pt"), "of another framework");
    Files.writeString(directory.resolve("step-1000.json"), "{}");
    Checkpoints checkpoints = checkpoints("file", directory);
    assertThat(checkpoints.names()).isEmpty();
    write(checkpoints, 600, 1);
    checkpoints.clear();
    assertThat(directory.toFile().list())
        .containsExactlyInAnyOrder("step-1000", "step-1000.pt", "step-1000.json");
  }

  @Test
  void damagedOnesDoNotCountAmongThoseThatAreKept() throws IOException {
    Checkpoints before = checkpoints("file", directory);
    write(before, 1, 2);
    write(before, 2, 2);
    Path state = directory.resolve("step-000000000004-epoch-000002/state.json");
    Files.writeString(state, "{}");
    Checkpoints checkpoints = checkpoints("file", directory);
    assertThat(checkpoints.newest(any -> {}).orElseThrow().position().epoch()).isEqualTo(1);
    write(checkpoints, 3, 2);
    assertThat(checkpoints.names())
        .containsExactly("step-000000000002-epoch-000001", "step-000000000006-epoch-000003");
  }

  /** Whatever fails while a checkpoint is written, a valid one remains. */
  @ParameterizedTest
  @CsvSource({"ONCE,1", "GONE,2", "FULL,3", "CORRUPT,4"})
  void aFailedCheckpointLeavesTheOthersIntact(Fault fault, int first) {
    int failed = 0;
    int operations = Integer.MAX_VALUE;
    for (int n = 1 + first % STRIDE; n <= operations; n += STRIDE) {
      Path where = directory.resolve(Integer.toString(n));
      Checkpoints checkpoints = checkpoints(FaultyFileSystem.SCHEME, where);
      FaultyFileSystem.begin(Fault.NONE, 0);
      write(checkpoints, 1, 1);
      FaultyFileSystem.begin(fault, n);
      try {
        write(checkpoints, 2, 1);
        operations = Math.min(operations, FaultyFileSystem.operations());
      } catch (StorageException e) {
        failed++;
      }
      FaultyFileSystem.begin(Fault.NONE, 0);
      Checkpoint found = checkpoints.newest(any -> {}).orElseThrow();
      assertThat(found.position().epoch()).as("fault at %d", n).isIn(1, 2);
      write(checkpoints, 3, 1);
      assertThat(checkpoints.names()).containsExactly("step-000000000006-epoch-000003");
    }
    assertThat(failed).isPositive();
    if (fault != Fault.CORRUPT) {
      assertThat(failed).isGreaterThanOrEqualTo(10);
      assertThat(warnings).isEmpty();
    }
  }

  @Test
  void namesDoNotDependOnTheLocale() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      assertThat(Checkpoints.name(SampleStates.state(3).position()))
          .isEqualTo("step-000000000006-epoch-000003");
    } finally {
      Locale.setDefault(before);
    }
  }
}
