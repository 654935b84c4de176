package org.sparklstm.job.cli;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many kills: 20 in each of three runs, or {@code -Dkills=}. */
class KilledExecutorSoak {
  @TempDir Path directory;

  @Test
  void manyKillsGiveTheSameBits() throws Exception {
    int kills = Integer.getInteger("kills", 20);
    KilledExecutorIT.survive(directory, 8 * kills, kills);
  }
}
