package org.sparklstm.core.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sparklstm.core.tensor.Matrix;

/** Targets that were not observed are NaN. They count nowhere, and observed ones as before. */
class ObservedLossTest {
  private static final Matrix PREDICTION = matrix(2, 3, 1, 2, 3, 4, 5, 6);

  private static Loss[] losses() {
    return new Loss[] {new SquaredError(), new AbsoluteError(), new Huber(1)};
  }

  private static Matrix matrix(int rows, int columns, float... values) {
    return Matrix.of(values, rows, columns);
  }

  private static float[] gradient(Loss loss, Matrix target) {
    Matrix gradient = Matrix.zeros(2, 3);
    loss.meanGradient(PREDICTION, target, gradient);
    return gradient.data();
  }

  @ParameterizedTest
  @MethodSource("losses")
  void withAllTargetsItIsTheLossItselfToTheBit(Loss loss) {
    Matrix target = matrix(2, 3, 0.3f, 2, -7, 4.1f, 5.5f, 1e-3f);
    Loss observed = ObservedLoss.of(loss);
    assertThat(observed.mean(PREDICTION, target)).isEqualTo(loss.mean(PREDICTION, target));
    assertThat(gradient(observed, target)).isEqualTo(gradient(loss, target));
  }

  /** The mean over observed targets, as {@code loss[mask].mean()} in PyTorch. */
  @Test
  void itIsTheMeanOverObservedTargets() {
    Matrix target = matrix(2, 3, 0, Float.NaN, 1, Float.NaN, 7, Float.NaN);
    Loss loss = ObservedLoss.of(new SquaredError());
    assertThat(loss.mean(PREDICTION, target)).isEqualTo((1.0 + 4 + 4) / 3);
    float third = 1f / 3;
    assertThat(gradient(loss, target))
        .usingComparatorWithPrecision(1e-6f)
        .containsExactly(2 * third, 0, 4 * third, 0, -4 * third, 0);
  }

  @Test
  void aRowWithoutTargetsHasNoWeight() {
    Matrix target = matrix(2, 3, Float.NaN, Float.NaN, Float.NaN, 4, 5, 6);
    Loss loss = ObservedLoss.of(new AbsoluteError());
    assertThat(loss.rowWeight(target, 0)).isZero();
    assertThat(loss.rowLoss(PREDICTION, target, 0)).isZero();
    assertThat(loss.rowWeight(target, 1)).isEqualTo(1);
  }

  @Test
  void allValuesPredictedForATargetCountOrNone() {
    Matrix prediction = matrix(1, 4, 1, 3, 2, 5);
    Loss loss = ObservedLoss.of(new Quantile(0.1, 0.9));
    Loss alone = new Quantile(0.1, 0.9);
    Matrix target = matrix(1, 2, Float.NaN, 4);
    Matrix second = matrix(1, 2, 2, 5);
    assertThat(loss.mean(prediction, target)).isEqualTo(alone.mean(second, matrix(1, 1, 4)));
    Matrix gradient = Matrix.zeros(1, 4);
    loss.meanGradient(prediction, target, gradient);
    Matrix expected = Matrix.zeros(1, 2);
    alone.meanGradient(second, matrix(1, 1, 4), expected);
    assertThat(gradient.data()).containsExactly(0, 0, expected.at(0, 0), expected.at(0, 1));
  }

  @Test
  void onlyLossesOfTargetsAreTaken() {
    assertThatThrownBy(() -> ObservedLoss.of(new GaussianNll()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("GaussianNll does not compare targets one by one");
  }
}
