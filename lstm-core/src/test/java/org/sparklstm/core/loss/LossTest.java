package org.sparklstm.core.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparklstm.core.Goldens;
import org.sparklstm.core.io.Safetensors;
import org.sparklstm.core.tensor.Matrix;

class LossTest {

  static Stream<ElementwiseLoss> losses() {
    return Stream.of(
        new SquaredError(),
        new AbsoluteError(),
        new Huber(1),
        new Huber(0.5),
        new BinaryCrossEntropy());
  }

  @ParameterizedTest
  @MethodSource("losses")
  void derivativesEqualCentralDifferences(ElementwiseLoss loss) {
    float step = 1 / 1024f;
    for (float error = -2.03f; error < 2; error += 0.1f) {
      double slope = (loss.value(error + step, 0) - loss.value(error - step, 0)) / (2 * step);
      assertThat((double) loss.derivative(error, 0)).isCloseTo(slope, Offset.offset(1e-3));
    }
  }

  /** Values of torch.nn.functional on predictions (0.5, -2) and targets (0, 1). */
  @Test
  void rowsAreMeansOverTheirColumns() {
    Matrix prediction = Matrix.of(new float[] {0.5f, -2}, 1, 2);
    Matrix target = Matrix.of(new float[] {0, 1}, 1, 2);
    assertThat(new SquaredError().rowLoss(prediction, target, 0)).isEqualTo(4.625);
    assertThat(new AbsoluteError().rowLoss(prediction, target, 0)).isEqualTo(1.75);
    assertThat(new Huber(1).rowLoss(prediction, target, 0)).isEqualTo(1.3125);
    Matrix gradient = Matrix.zeros(1, 2);
    new SquaredError().gradient(prediction, target, gradient);
    assertThat(gradient.data()).containsExactly(0.5f, -3f);
    new AbsoluteError().gradient(target, target, gradient);
    assertThat(gradient.data()).containsExactly(0f, 0f);
  }

  private static Matrix matrix(Safetensors file, String name) {
    Safetensors.Tensor tensor = file.tensors().get(name);
    int columns = tensor.shape().size() == 1 ? 1 : tensor.shape().get(1).intValue();
    return Matrix.of(tensor.values().clone(), tensor.shape().get(0).intValue(), columns);
  }

  /** Compares mean losses and their gradients with torch.nn.functional. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "mse",
        "mae",
        "huber",
        "quantile",
        "cross_entropy",
        "cross_entropy_full",
        "binary",
        "gaussian"
      })
  void meansAndGradientsEqualTorchs(String name) throws IOException {
    Safetensors golden = Goldens.read("losses.safetensors");
    Matrix prediction = matrix(golden, "x");
    Matrix target = matrix(golden, "t");
    Loss loss = new SquaredError();
    float[] chain = new float[prediction.data().length];
    java.util.Arrays.fill(chain, 1f);
    switch (name) {
      case "mae" -> loss = new AbsoluteError();
      case "huber" -> loss = new Huber(0.5);
      case "quantile" -> {
        loss = new Quantile(0.1, 0.9);
        target = matrix(golden, "half");
      }
      case "cross_entropy" -> {
        loss = new CrossEntropy(4);
        target = matrix(golden, "labels");
      }
      case "cross_entropy_full" -> {
        loss = new CrossEntropy(new double[] {1, 2, 0.5, 3}, 0.2);
        target = matrix(golden, "labels");
      }
      case "binary" -> {
        loss = new BinaryCrossEntropy();
        for (int i = 0; i < target.data().length; i++) {
          target.data()[i] = (float) (1 / (1 + Math.exp(-target.data()[i])));
        }
      }
      case "gaussian" -> {
        loss = new GaussianNll();
        target = matrix(golden, "half");
        for (int i = 1; i < prediction.data().length; i += 2) {
          chain[i] = 0.3f * Math.signum(prediction.data()[i]);
          prediction.data()[i] *= chain[i];
        }
      }
      default -> assertThat(name).isEqualTo("mse");
    }
    assertThat(loss.predictionColumns(target.columns())).isEqualTo(prediction.columns());
    assertThat(loss.mean(prediction, target))
        .isCloseTo(golden.tensors().get(name).values()[0], Offset.offset(1e-6));
    Matrix gradient = Matrix.zeros(prediction.rows(), prediction.columns());
    loss.meanGradient(prediction, target, gradient);
    float[] expected = golden.tensors().get("grad." + name).values();
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) gradient.data()[i] * chain[i])
          .as("%d", i)
          .isCloseTo(expected[i], Offset.offset(1e-6));
    }
  }

  @Test
  void maskedRowsHaveNoWeight() {
    Loss loss = new CrossEntropy(3);
    Matrix prediction = Matrix.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
    Matrix target = Matrix.of(new float[] {2, CrossEntropy.IGNORED}, 2, 1);
    assertThat(loss.rowLoss(prediction, target, 1)).isZero();
    assertThat(loss.rowWeight(target, 1)).isZero();
    Matrix gradient = Matrix.of(new float[] {9, 9, 9, 9, 9, 9}, 2, 3);
    loss.gradient(prediction, target, gradient);
    assertThat(gradient.data()).endsWith(0, 0, 0);
  }

  /**
   * As in torch, infinite logits of other classes are valid, and a batch of masked rows has no
   * gradient.
   */
  @Test
  void infiniteLogitsAndMaskedBatches() {
    Loss loss = new CrossEntropy(3);
    Matrix prediction = Matrix.of(new float[] {0, 1, Float.NEGATIVE_INFINITY}, 1, 3);
    Matrix target = Matrix.of(new float[] {1}, 1, 1);
    assertThat(loss.mean(prediction, target)).isCloseTo(0.31326, Offset.offset(1e-5));
    Matrix gradient = Matrix.zeros(1, 3);
    loss.meanGradient(prediction, target, gradient);
    assertThat(gradient.at(0, 2)).isZero();
    loss.meanGradient(prediction, Matrix.of(new float[] {CrossEntropy.IGNORED}, 1, 1), gradient);
    assertThat(gradient.data()).containsExactly(0, 0, 0);
  }

  @Test
  void errorsAreReported() {
    assertThatThrownBy(() -> new SquaredError().mean(Matrix.zeros(2, 2), Matrix.zeros(2, 1)))
        .hasMessage(
            "loss: predictions are (2, 2), targets (2, 1): expected the same number of rows, and 1 columns of predictions");
    assertThatThrownBy(() -> new Quantile(1.5))
        .hasMessage("a quantile must be between 0 and 1, found 1.5");
    assertThatThrownBy(() -> new CrossEntropy(1))
        .hasMessage("cross entropy needs at least 2 classes, found 1");
    assertThatThrownBy(
            () ->
                new CrossEntropy(3)
                    .rowLoss(Matrix.zeros(1, 3), Matrix.of(new float[] {3}, 1, 1), 0))
        .hasMessage(
            "a class must be a whole number from 0 to 2, or -100 to ignore the row; found 3.0");
  }

  /** {@code pinball(q).mean() + F.mse_loss(mean, target)}. */
  @Test
  void quantilesAndTheMeanAreLearntTogether() {
    Matrix both = Matrix.of(new float[] {1, 3, 2.5f, 4, 9, 6}, 1, 6);
    Matrix quantiles = Matrix.of(new float[] {1, 3, 4, 9}, 1, 4);
    Matrix means = Matrix.of(new float[] {2.5f, 6}, 1, 2);
    Matrix target = Matrix.of(new float[] {2, 10}, 1, 2);
    Loss loss = new QuantilesAndMean(0.2, 0.7);
    Loss pinball = new Quantile(0.2, 0.7);
    Loss square = new SquaredError();
    assertThat(loss.mean(both, target))
        .isCloseTo(pinball.mean(quantiles, target) + square.mean(means, target), within(1e-12));
    Matrix gradient = Matrix.zeros(1, 6);
    loss.meanGradient(both, target, gradient);
    Matrix ofQuantiles = Matrix.zeros(1, 4);
    pinball.meanGradient(quantiles, target, ofQuantiles);
    Matrix ofMeans = Matrix.zeros(1, 2);
    square.meanGradient(means, target, ofMeans);
    assertThat(gradient.data())
        .usingComparatorWithPrecision(1e-6f)
        .containsExactly(
            ofQuantiles.at(0, 0),
            ofQuantiles.at(0, 1),
            ofMeans.at(0, 0),
            ofQuantiles.at(0, 2),
            ofQuantiles.at(0, 3),
            ofMeans.at(0, 1));
  }

  @Test
  void deltaMustBeAboveZero() {
    assertThatThrownBy(() -> new Huber(0)).hasMessage("delta must be above 0, found 0.0");
  }
}
