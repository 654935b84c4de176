package org.sparklstm.core.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.sparklstm.core.tensor.Matrix;

/** The measures of scikit-learn, however many classes there are. */
class ClassificationErrorsTest {
  private static final float[][] LOGITS = {{2, 0, 0}, {0, 1, 0}, {1, 0, 0}, {0, 3, 0}, {0, 0, 9}};
  private static final int[] ACTUAL = {0, 0, 0, 1, 1};

  private static ClassificationErrors errors(int from, int to) {
    ClassificationErrors errors = new ClassificationErrors(3);
    for (int i = from; i < to; i++) {
      errors.add(ACTUAL[i], Matrix.of(LOGITS[i], 1, 3), 0, 1, 1);
    }
    return errors;
  }

  private static double probability(float[] logits, int label) {
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit);
    }
    return Math.exp(logits[label]) / sum;
  }

  @Test
  void measuresAreThoseOfTheConfusionMatrix() {
    ClassificationErrors errors = errors(0, 2).merge(errors(2, 5));
    assertThat(errors.accuracy()).isEqualTo(3 / 5.0);
    // the third class has no examples
    assertThat(errors.balancedAccuracy()).isEqualTo((2 / 3.0 + 1 / 2.0) / 2);
    assertThat(errors.precision(1)).isEqualTo(1 / 2.0);
    assertThat(errors.recall(2)).isZero();
    assertThat(errors.support(1)).isEqualTo(2);
    double logLoss = 0;
    for (int i = 0; i < ACTUAL.length; i++) {
      logLoss -= Math.log(probability(LOGITS[i], ACTUAL[i])) / ACTUAL.length;
    }
    assertThat(errors.meanLogLoss()).isCloseTo(logLoss, Offset.offset(1e-12));
    assertThat(errors.cells())
        .isEqualTo(
            List.of(
                new ClassificationErrors.Cell(0, 0, 2),
                new ClassificationErrors.Cell(0, 1, 1),
                new ClassificationErrors.Cell(1, 1, 1),
                new ClassificationErrors.Cell(1, 2, 1)));
  }

  @Test
  void manyClassesNeedNoMoreMemoryThanTheirExamples() {
    int classes = 60_000;
    ClassificationErrors errors = new ClassificationErrors(classes);
    Matrix logits = Matrix.zeros(1, classes);
    logits.data()[classes - 1] = 1;
    errors.add(classes - 2, logits, 0, 1, 1);
    assertThat(errors.count(classes - 2, classes - 1)).isEqualTo(1);
    assertThat(errors.cells()).hasSize(1);
    assertThat(errors.macroF1()).isZero();
  }
}
