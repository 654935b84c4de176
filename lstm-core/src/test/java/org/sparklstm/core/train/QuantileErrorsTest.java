package org.sparklstm.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Coverage and width of quantiles, whichever way their parts are added. */
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
  void theLossOfAForecastIsItsPinballLoss() {
    QuantileErrors errors = errors();
    assertThat(errors.add(0, 0, 0, 1)).isCloseTo(0.1, within(1e-12));
    assertThat(errors.add(0, 1, 4, 6)).isCloseTo(1.8, within(1e-12));
    assertThat(errors.add(0, 1, 5, 1)).isCloseTo(0.4, within(1e-12));
  }

  @Test
  void partsMayBeMergedInAnyOrder() {
    QuantileErrors merged = errors(3);
    merged.merge(errors(1, 0));
    merged.merge(errors(2));
    QuantileErrors whole = errors(0, 1, 2, 3);
    assertThat(merged.below(0, 1)).isEqualTo(whole.below(0, 1));
    assertThat(merged.coverage(0, 0, 1)).isEqualTo(whole.coverage(0, 0, 1));
    assertThat(merged.width(0, 0, 1)).isEqualTo(whole.width(0, 0, 1));
  }
}
