package org.sparklstm.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Losses, coverage and width of quantiles, whichever way their parts are added. */
class QuantileErrorsTest {
  private static final double[][] QUANTILES = {{0, 2}, {1, 5}, {3, 3}, {-1, 4}};
  private static final double[] ACTUAL = {1, 1, 3, 6};

  private static QuantileErrors errors(int... windows) {
    QuantileErrors errors = new QuantileErrors(1, List.of(0.1, 0.9));
    for (int window : windows) {
      for (int level = 0; level < 2; level++) {
        errors.add(0, level, QUANTILES[window][level], ACTUAL[window]);
      }
      errors.endWindow();
    }
    return errors;
  }

  @Test
  void anIntervalHoldsItsEnds() {
    QuantileErrors errors = errors(0, 1, 2, 3);
    assertThat(errors.coverage(0, 0, 1)).isEqualTo(3.0 / 4);
    assertThat(errors.width(0, 0, 1)).isEqualTo((2 + 4 + 0 + 5) / 4.0);
    assertThat(errors.below(0, 0)).isEqualTo((0 + 0.5 + 0.5 + 0) / 4);
    assertThat(errors.below(0, 1)).isEqualTo((1 + 1 + 0.5 + 0) / 4);
  }

  @Test
  void theLossIsTwiceThePinballLossOverTheLevels() {
    double low = 0.1 * (1 + 0 + 0 + 7);
    double high = 0.1 * (1 + 4 + 0) + 0.9 * 2;
    assertThat(errors(0, 1, 2, 3).loss(0)).isCloseTo(low + high, within(1e-12));
  }

  @Test
  void partsMayBeMergedInAnyOrder() {
    QuantileErrors merged = errors(3);
    merged.merge(errors(1, 0));
    merged.merge(errors(2));
    QuantileErrors whole = errors(0, 1, 2, 3);
    assertThat(merged.loss(0)).isEqualTo(whole.loss(0));
    assertThat(merged.coverage(0, 0, 1)).isEqualTo(whole.coverage(0, 0, 1));
    assertThat(merged.width(0, 0, 1)).isEqualTo(whole.width(0, 0, 1));
  }
}
