package org.sparklstm.core.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.layer.NetworkSpec;
import org.sparklstm.core.layer.RecurrentSpec;
import org.sparklstm.core.sequence.Answers;
import org.sparklstm.core.sequence.Baseline;
import org.sparklstm.core.sequence.Offsets;
import org.sparklstm.core.sequence.Rows;
import org.sparklstm.core.sequence.Window;
import org.sparklstm.core.sequence.WindowReader;
import org.sparklstm.core.sequence.WindowSpec;
import org.sparklstm.core.tensor.Matrix;

/** What errors say that must be added to a network's outputs. */
class CalibrationTest {
  private static final List<Double> LEVELS = List.of(0.05, 0.5, 0.9, 0.99);

  /** Users' units, in which no forecast is below a value. */
  private record Units(double smallest) implements WindowReader.Units {
    @Override
    public double of(float stored, int target) {
      return stored;
    }
  }

  private static final Units UNITS = new Units(Double.NEGATIVE_INFINITY);

  private static Calibration calibration(Answers answers, float bias) {
    WindowReader reader =
        new WindowReader(new WindowSpec(1, 2, 1, Baseline.LAST, 0), 1, 1)
            .in(UNITS)
            .answering(answers);
    NetworkSpec network =
        NetworkSpec.forecaster(RecurrentSpec.lstm(1, 2), reader.layout().outputs());
    float[] weights = new float[network.layout().size()];
    // without weights an output is the bias of the head, which comes last
    java.util.Arrays.fill(
        weights, weights.length - reader.layout().outputs(), weights.length, bias);
    return new Calibration(
        new ModelSpec(
            network,
            new Forecasting(reader, answers.areLearnt() ? LossKind.QUANTILE : LossKind.MSE)),
        weights,
        Kernels.fastest());
  }

  /** Windows whose first step rises by 1 … 20 and whose second one falls by as much. */
  private static Window[] windows() {
    Window[] windows = new Window[20];
    for (int i = 0; i < windows.length; i++) {
      int rise = (7 * i) % 20 + 1;
      windows[i] = new Window().at(new Rows(new float[] {100, 100 + rise, 100 - rise}, 1), 1);
    }
    return windows;
  }

  @Test
  void theQuantileIsTheErrorOfThatRankAmongOneMore() {
    Calibration calibration = calibration(Answers.around(LEVELS), 0);
    calibration.add(windows());
    assertThat(calibration.fewest()).isEqualTo(20);
    // 21 times the levels, rounded up: ranks 2, 11, 19 and 21, which is one too many
    assertThat(calibration.ofSteps())
        .containsExactly(2.0, 11.0, 19.0, 20.0, -19.0, -10.0, -2.0, -1.0);
  }

  @Test
  void aQuantileIsCorrectedByItsOwnErrors() {
    Calibration calibration = calibration(Answers.median(LEVELS), 3);
    calibration.add(windows());
    assertThat(calibration.ofSteps())
        .containsExactly(-1.0, 8.0, 16.0, 17.0, -22.0, -13.0, -5.0, -4.0);
  }

  /**
   * Sums of two steps that rise and fall alike are 200 in all windows, and 206 is forecast. A
   * smallest value holds for a sum as a whole.
   */
  @Test
  void aSumHasTheErrorsOfSums() {
    Answers answers = Answers.POINT.withTotals(List.of(0.1, 0.9));
    Calibration calibration = calibration(answers, 3);
    calibration.add(windows());
    assertThat(calibration.fewest()).isEqualTo(20);
    assertThat(calibration.ofSteps()).isEmpty();
    assertThat(calibration.ofTotals(Calibration.Sum.MEAN)).containsExactly(0.0, -6.0, -6.0);
    WindowReader reader =
        new WindowReader(new WindowSpec(1, 2, 1, Baseline.LAST, 0), 1, 1)
            .in(new Units(100.25))
            .answering(answers)
            .with(new Offsets(List.of(), calibration.ofTotals(Calibration.Sum.BIASED)));
    float[] values = new float[reader.layout().values()];
    reader.forecast(windows()[0], Matrix.of(new float[] {3, 3}, 1, 2), 0, values, 0);
    assertThat(values).containsExactly(103, 103, 200.5f, 200.5f, 200.5f);
    assertThat(values[reader.layout().totalQuantile(0, 1)]).isEqualTo(200.5f);
  }

  @Test
  void aSumWithAnUnobservedValueHasNoError() {
    WindowReader reader =
        new WindowReader(new WindowSpec(1, 2, 1, Baseline.LAST, 0), 1, 1)
            .marked()
            .in(UNITS)
            .answering(Answers.POINT.withTotals(List.of(0.5)));
    Window window = new Window().at(new Rows(new float[] {1, 1, 2, 1, 3, 0}, 2), 1);
    assertThat(reader.totals().actual(window, 0)).isNaN();
    window = new Window().at(new Rows(new float[] {1, 0, 2, 1, 3, 1}, 2), 1);
    assertThat(reader.totals().actual(window, 0)).isEqualTo(5);
  }

  @Test
  void outputsAreShiftedByThem() {
    WindowReader reader =
        new WindowReader(new WindowSpec(1, 2, 1, Baseline.LAST, 0), 1, 1)
            .answering(Answers.around(LEVELS));
    Calibration calibration = calibration(Answers.around(LEVELS), 0);
    calibration.add(windows());
    WindowReader calibrated = reader.with(new Offsets(calibration.ofSteps(), List.of()));
    float[] values = new float[calibrated.layout().values()];
    calibrated.forecast(windows()[0], Matrix.of(new float[] {0.5f, -0.5f}, 1, 2), 0, values, 0);
    assertThat(values)
        .containsExactly(102.5f, 111.5f, 119.5f, 120.5f, 100.5f, 80.5f, 89.5f, 97.5f, 98.5f, 99.5f);
  }
}
