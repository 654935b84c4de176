package org.sparklstm.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Drivers that are killed on local disk, on HDFS and on S3; {@code KilledDriverSoak} does more. */
class KilledDriverIT {
  @TempDir Path directory;

  /** Where a run lies. */
  enum Place {
    LOCAL,
    HDFS,
    S3
  }

  /** How a training of so many epochs takes so many kills. */
  static void survives(Path directory, Place place, int epochs, int kills)
      throws IOException, InterruptedException {
    KilledDrivers drivers = new KilledDrivers(directory, epochs);
    KilledDrivers.Outcome expected = drivers.undisturbed();
    KilledDrivers.Outcome found =
        switch (place) {
          case LOCAL -> {
            String output = directory.resolve("killed").toString();
            yield drivers.killed(kills, List.of(), output, KilledDrivers::readHadoop);
          }
          case HDFS -> {
            try (Server hdfs = Server.hdfs(directory)) {
              yield drivers.killed(kills, List.of(), hdfs.hdfsPath(), KilledDrivers::readHadoop);
            }
          }
          case S3 -> {
            try (Server s3 = Server.s3(directory)) {
              // the server keeps its objects as files
              yield drivers.killed(
                  kills,
                  s3.s3Options(),
                  s3.s3Path(),
                  path -> Files.readString(directory.resolve(path.replace("s3a://", "s3/"))));
            }
          }
        };
    assertThat(found).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource
  void aKilledDriverGoesOnWithTheSameBits(Place place) throws Exception {
    survives(directory, place, 2, 2);
  }
}
