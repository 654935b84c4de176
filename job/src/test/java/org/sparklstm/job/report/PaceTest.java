package org.sparklstm.job.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void aSlowBeginningIsForgotten() {
    Pace pace = new Pace();
    long now = System.nanoTime() + 10 * SECOND;
    pace.step(64, now);
    assertThat(pace.windowsPerSecond()).isBetween(6.0, 6.4);
    for (int step = 0; step < 300; step++) {
      now += SECOND / 5;
      pace.step(64, now);
    }
    // the mean of the 70 seconds would be 275
    assertThat(pace.windowsPerSecond()).isCloseTo(320, within(8.0));
    assertThat(pace.stepSeconds()).isCloseTo(0.2, within(0.005));
  }
}
