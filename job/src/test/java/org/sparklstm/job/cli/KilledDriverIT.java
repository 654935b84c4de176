package org.sparklstm.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Drivers that are killed on local disk, on HDFS and on S3; {@code KilledDriverSoak} does more. */
class KilledDriverIT {
  private static final int EPOCHS = 12;

  /** At the first checkpoint, some checkpoints later, and while the model is written. */
  private static final int KILLS = 3;

  /** At the first checkpoint, and while the model is written. */
  private static final int FEWER_KILLS = 2;

  @TempDir static Path directory;
  private static KilledDrivers.Outcome expected;

  @BeforeAll
  static void runUndisturbed() throws Exception {
    expected = KilledDrivers.ofForecasts(directory, EPOCHS).undisturbed();
  }

  /** Where a run lies. */
  enum Place {
    LOCAL,
    HDFS,
    S3
  }

  /** The outcome of a training that is killed so many times. */
  static KilledDrivers.Outcome killed(Path directory, Place place, KilledDrivers drivers, int kills)
      throws Exception {
    switch (place) {
      case LOCAL -> {
        String output = directory.resolve("killed").toString();
        return drivers.killed(kills, List.of(), output, KilledDrivers.progress(output));
      }
      case HDFS -> {
        try (Server hdfs = Server.hdfs(directory)) {
          String output = hdfs.hdfsPath();
          return drivers.killed(kills, List.of(), output, KilledDrivers.progress(output));
        }
      }
      default -> {
        try (Server s3 = Server.s3(directory)) {
          String output = s3.s3Path();
          // the server keeps its objects as files
          String files = directory.resolve(output.replace("s3a://", "s3/")).toString();
          return drivers.killed(kills, s3.s3Options(), output, KilledDrivers.progress(files));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aKilledDriverGoesOnWithTheSameBits(Place place) throws Exception {
    KilledDrivers drivers = KilledDrivers.ofForecasts(directory, EPOCHS);
    int kills = place == Place.LOCAL ? KILLS : FEWER_KILLS;
    assertThat(killed(directory, place, drivers, kills)).isEqualTo(expected);
  }
}
