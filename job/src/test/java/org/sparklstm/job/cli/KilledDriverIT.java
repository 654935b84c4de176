package org.sparklstm.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drivers that are killed on local disk, on HDFS and on S3; {@code KilledDriverSoak} does more. */
class KilledDriverIT {
  @TempDir Path directory;

  /** How a training of so many epochs takes so many kills, wherever its run lies. */
  static void survives(Path directory, int epochs, int kills)
      throws IOException, InterruptedException {
    KilledDrivers drivers = new KilledDrivers(directory, epochs);
    KilledDrivers.Outcome expected = drivers.undisturbed();
    String local = directory.resolve("killed").toString();
    assertThat(drivers.killed(kills, List.of(), local, KilledDrivers::readHadoop, 1))
        .isEqualTo(expected);
    try (Server hdfs = Server.hdfs(directory)) {
      String path = hdfs.hdfsPath();
      assertThat(drivers.killed(kills, List.of(), path, KilledDrivers::readHadoop, 2))
          .isEqualTo(expected);
    }
    try (Server s3 = Server.s3(directory)) {
      // the server keeps its objects as files
      KilledDrivers.Reader reader =
          path -> Files.readString(directory.resolve(path.replace("s3a://", "s3/")));
      assertThat(drivers.killed(kills, s3.s3Options(), s3.s3Path(), reader, 3)).isEqualTo(expected);
    }
  }

  @Test
  void aKilledDriverGoesOnWithTheSameBits() throws Exception {
    survives(directory, 3, 3);
  }
}
