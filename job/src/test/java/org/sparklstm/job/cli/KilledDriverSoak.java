package org.sparklstm.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many kills: 200 on each of local disk, HDFS and S3, or {@code -Dkills=25}. */
class KilledDriverSoak {
  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource
  void manyKillsGiveTheSameBits(KilledDriverIT.Place place) throws Exception {
    int kills = Integer.getInteger("kills", 200);
    // so many steps that training does not end before the last kill, however late each is
    KilledDrivers drivers = KilledDrivers.ofForecasts(directory, 4 * kills);
    KilledDrivers.Outcome expected = drivers.undisturbed();
    assertThat(KilledDriverIT.killed(directory, place, drivers, kills)).isEqualTo(expected);
  }
}
