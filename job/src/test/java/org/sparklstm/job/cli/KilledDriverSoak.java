package org.sparklstm.job.cli;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many kills: {@code -Dkills=25} on each of local disk, HDFS and S3, 200 without it. */
class KilledDriverSoak {
  @TempDir Path directory;

  @Test
  void manyKillsGiveTheSameBits() throws Exception {
    int kills = Integer.getInteger("kills", 200);
    KilledDriverIT.survives(directory, kills, kills);
  }
}
