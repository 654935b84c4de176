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

  /** Two classes with logits whose difference is the margin. */
  private static ClassificationErrors binary(double[] margins, int[] actual) {
    ClassificationErrors all = ClassificationErrors.scored(2);
    for (int i = 0; i < margins.length; i++) {
      ClassificationErrors one = ClassificationErrors.scored(2);
      one.add(actual[i], Matrix.of(new float[] {1, (float) (1 + margins[i])}, 1, 2), 0, 1, 1);
      all.merge(one);
    }
    return all;
  }

  private static final double[] MARGINS = {3, 2, 1, 0.5, -0.5, -1, -2, -3, -20, 30};
  private static final int[] MEMBERS = {1, 0, 1, 0, 1, 0, 0, 0, 0, 1};

  @Test
  void theAreaUnderTheCurveIsThatOfScikitLearn() {
    // by hand: the mean of the precisions at the members
    ClassificationErrors errors = binary(MARGINS, MEMBERS);
    assertThat(errors.scores(1).orElseThrow().averagePrecision())
        .isCloseTo((1 + 1 + 3 / 4.0 + 4 / 6.0) / 4, Offset.offset(1e-12));
    assertThat(errors.scores(0).orElseThrow().averagePrecision())
        .isCloseTo((1 + 1 + 1 + 1 + 5 / 6.0 + 6 / 8.0) / 6, Offset.offset(1e-12));
    assertThat(binary(new double[] {1}, new int[] {0}).scores(1).orElseThrow().averagePrecision())
        .isNaN();
    assertThat(ClassificationErrors.scored(21).scores(0)).isEmpty();
    assertThat(new ClassificationErrors(2).scores(0)).isEmpty();
  }

  @Test
  void aThresholdIsChosenByPrecisionOrCost() {
    ScoreHistogram scores = binary(MARGINS, MEMBERS).scores(1).orElseThrow();
    ScoreHistogram.Rule precise = scores.atPrecision(0.75);
    assertThat(precise.hits()).isEqualTo(3);
    assertThat(precise.falseAlarms()).isEqualTo(1);
    assertThat(precise.threshold()).isBetween(0.5, 1.0);
    assertThat(scores.atPrecision(1).hits()).isEqualTo(2);
    // a miss costs as much as a false alarm, or ten of them
    assertThat(scores.atLeastCost(1).hits()).isEqualTo(2);
    ScoreHistogram.Rule cautious = scores.atLeastCost(10);
    assertThat(cautious.hits()).isEqualTo(4);
    assertThat(cautious.falseAlarms()).isEqualTo(2);
    assertThat(scores.at(cautious.threshold())).isEqualTo(cautious);
    assertThat(
            binary(new double[] {1, -1}, new int[] {0, 1})
                .scores(1)
                .orElseThrow()
                .atPrecision(0.9)
                .precision())
        .as("the best there is")
        .isEqualTo(0.5);
  }

  @Test
  void errorsAtAThresholdAreThoseOfItsAnswers() {
    ClassificationErrors errors = binary(MARGINS, MEMBERS);
    double threshold = errors.scores(1).orElseThrow().atLeastCost(10).threshold();
    ClassificationErrors moved = errors.at(1, threshold);
    double probability = 1 / (1 + Math.exp(-threshold));
    for (int actual = 0; actual < 2; actual++) {
      for (int predicted = 0; predicted < 2; predicted++) {
        long expected = 0;
        for (int i = 0; i < MARGINS.length; i++) {
          Matrix logits = Matrix.of(new float[] {1, (float) (1 + MARGINS[i])}, 1, 2);
          int answer =
              ClassificationErrors.largest(logits, 0, List.of(1 - probability, probability));
          expected += answer == predicted && MEMBERS[i] == actual ? 1 : 0;
        }
        assertThat(moved.count(actual, predicted)).isEqualTo(expected);
      }
    }
    assertThat(moved.recall(1)).isEqualTo(1);
    assertThat(moved.precision(1)).isEqualTo(4 / 6.0);
    assertThat(moved.meanLogLoss()).isEqualTo(errors.meanLogLoss());
    assertThat(errors.recall(1)).isEqualTo(3 / 4.0);
  }

  @Test
  void aThresholdSurvivesItsWayThroughAProbability() {
    for (int bin = 0; bin <= 1024; bin++) {
      double margin = bin / 32.0 - 16;
      ScoreHistogram scores = new ScoreHistogram();
      // one member just above, one other that equals it, and more below
      scores.add(margin + 0.001, true);
      scores.add(margin, false);
      scores.add(-1000, false);
      ScoreHistogram.Rule rule = scores.atPrecision(0.99);
      double probability = 1 / (1 + StrictMath.exp(-rule.threshold()));
      double again = StrictMath.log(probability / (1 - probability));
      assertThat(scores.at(again).hits()).as("%s", margin).isEqualTo(rule.hits());
      assertThat(scores.at(again).falseAlarms()).as("%s", margin).isEqualTo(rule.falseAlarms());
    }
  }

  @Test
  void marginsOfAnySizeAreCounted() {
    ScoreHistogram scores = new ScoreHistogram();
    scores.add(Double.NEGATIVE_INFINITY, false);
    scores.add(-40, true);
    scores.add(Double.POSITIVE_INFINITY, true);
    assertThat(scores.atPrecision(0.99).hits()).isEqualTo(1);
    // an answer that costs more than it finds is never given
    ScoreHistogram poor = new ScoreHistogram();
    poor.add(2, false);
    poor.add(1, true);
    assertThat(poor.atLeastCost(0.5).hits()).isZero();
    assertThat(poor.atLeastCost(0.5).falseAlarms()).isZero();
    // the rule that takes all takes them in scoring, too
    assertThat(scores.atLeastCost(100).hits()).isEqualTo(2);
    assertThat(scores.atLeastCost(100).threshold()).isLessThan(-600);
  }
}
