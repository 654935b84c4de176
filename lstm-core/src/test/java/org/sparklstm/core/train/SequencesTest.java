package org.sparklstm.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.sparklstm.core.exact.GradientSum;
import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.layer.InitialValues;
import org.sparklstm.core.layer.NetworkSpec;
import org.sparklstm.core.layer.PoolingSpec;
import org.sparklstm.core.layer.RecurrentSpec;
import org.sparklstm.core.optim.Adam;
import org.sparklstm.core.optim.Schedule;
import org.sparklstm.core.sequence.SequenceShard;
import org.sparklstm.core.sequence.Sequences;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.core.tensor.Matrix;

/** Gathers, weights, evaluates and predicts labelled sequences of different lengths. */
class SequencesTest {
  private static final int CLASSES = 3;
  private static final ModelSpec MODEL =
      new ModelSpec(
          NetworkSpec.ofSequences(
              RecurrentSpec.lstm(2, 5).bidirectional(), PoolingSpec.mean(), 0, CLASSES),
          new Classification(2, List.of(1.0, 1.0, 1.0), 0));

  /** Adds a sequence of noise whose drift depends on its class. */
  private static void add(Sequences to, int number, float weight, Split split) {
    Random random = new Random(number);
    int label = number % CLASSES;
    int length = 2 + random.nextInt(6);
    for (int t = 0; t < length; t++) {
      to.addValue((label - 1) * t + (float) random.nextGaussian() * 0.1f);
      to.addValue((float) random.nextGaussian());
    }
    to.end(label, weight, split, Long.rotateLeft(number * 0x9e3779b97f4a7c15L, 17), number);
  }

  /** A shard of sequences with weights of 1 and 2. */
  private static SequenceShard shard(int count, int pieces) {
    return shard(count, pieces, 2);
  }

  private static SequenceShard shard(int count, int pieces, int weights) {
    List<Sequences> all = new ArrayList<>();
    for (int piece = 0; piece < pieces; piece++) {
      all.add(new Sequences(2));
    }
    for (int i = count - 1; i >= 0; i--) {
      add(all.get(i % pieces), i, 1 + i % weights, i % 4 == 3 ? Split.VALIDATION : Split.TRAIN);
    }
    return new SequenceShard(0, all.stream().map(Sequences::trimmed).toList(), 2);
  }

  private static LocalEngine engine(SequenceShard shard, int threads) {
    return new LocalEngine(MODEL, List.of(shard), Kernels::fastest, threads);
  }

  private static TrainingState train(SequenceShard shard, int threads) {
    float[] parameters = InitialValues.of(MODEL.network(), 1);
    TrainingState state = new TrainingState(parameters, new Adam(parameters.length, 0));
    TrainingSpec spec = new TrainingSpec(1, 15, 16, 8, 0.02, new Schedule.Constant(), 1, 0, 0);
    return new Trainer(spec, state, engine(shard, threads), List.of()).train();
  }

  @Test
  void theOrderOfAdditionDoesNotMatter() {
    TrainingState state = train(shard(60, 1), 1);
    assertThat(train(shard(60, 7), 2).best()).containsExactly(state.best());
    ClassificationErrors errors =
        (ClassificationErrors) engine(shard(60, 3), 2).evaluate(state.best(), Split.VALIDATION);
    assertThat(errors.examples()).isEqualTo(15);
    assertThat(errors.accuracy()).isGreaterThan(0.9);
    assertThat(errors.meanLoss()).isEqualTo(state.bestLoss()).isLessThan(0.4);
  }

  /** Windows of 5 steps on series of 20, which share their steps or have their own. */
  private static SequenceShard windows(boolean shared, int pieces) {
    List<Sequences> all = new ArrayList<>();
    for (int piece = 0; piece < pieces; piece++) {
      all.add(new Sequences(2));
    }
    for (int series = 0; series < 6; series++) {
      Sequences to = all.get(series % pieces);
      for (int end = 5; end <= 20; end++) {
        int own = shared && end > 5 ? 1 : 5;
        Random random = new Random(series);
        for (int t = 0; t < end; t++) {
          float[] step = {(series - 2) * 0.3f * t, (float) random.nextGaussian()};
          if (t >= end - own) {
            to.addValue(step[0]);
            to.addValue(step[1]);
          }
        }
        long key = Long.rotateLeft((series * 20 + end) * 0x9e3779b97f4a7c15L, 17);
        Split split = series == 3 ? Split.VALIDATION : Split.TRAIN;
        to.end(5, series % CLASSES, 1, split, key, 0);
      }
    }
    return new SequenceShard(0, all.stream().map(Sequences::trimmed).toList(), 2);
  }

  @Test
  void windowsThatShareStepsAreWindowsWithTheirOwn() {
    SequenceShard shared = windows(true, 1);
    SequenceShard own = windows(false, 1);
    assertThat(shared.rows().count()).isEqualTo(6 * 20 * 2);
    assertThat(own.rows().count()).isEqualTo(6 * 16 * 5 * 2);
    assertThat(train(shared, 2).best()).containsExactly(train(own, 1).best());
    SequenceShard inPieces = windows(true, 4);
    for (int row = 0; row < 6 * 20; row++) {
      float[] expected = new float[2];
      float[] actual = new float[2];
      shared.rows().copy(row * 2, expected, 0, 2);
      inPieces.rows().copy(row * 2, actual, 0, 2);
      assertThat(actual).containsExactly(expected);
    }
  }

  /** The gradient of a block of sequences. */
  private static float[] gradient(SequenceShard shard, float[] parameters, int first, int count) {
    Replica replica = new Replica(MODEL, Kernels.fastest());
    StepPlan plan = new StepPlan(1, 0, 0, List.of(new Block(0, 0, first, count)));
    replica.load(parameters, plan);
    GradientSum sum = new GradientSum(GradientSum.exponentFor(8, 1), 1);
    replica.addGradient(shard, plan, plan.blocks().get(0), Gradients.of(sum));
    float[] mean = new float[parameters.length];
    sum.mean(mean);
    return mean;
  }

  @Test
  void aStepIsTheWeightedMean() {
    SequenceShard shard = shard(12, 2);
    SequenceShard unweighted = shard(12, 2, 1);
    int count = (int) shard.count(Split.TRAIN);
    float[] parameters = InitialValues.of(MODEL.network(), 1);
    double[] expected = new double[parameters.length];
    double weights = 0;
    StepPlan plan = new StepPlan(1, 0, 0, List.of());
    for (int i = 0; i < count; i++) {
      float[] one = gradient(unweighted, parameters, i, 1);
      int sequence = shard.find(Split.TRAIN, plan.order(0, count).apply(i));
      float weight = shard.weight(sequence);
      weights += weight;
      for (int k = 0; k < one.length; k++) {
        expected[k] += weight * (double) one[k];
      }
    }
    assertThat(weights).isBetween(count + 1.0, 2.0 * count - 1);
    float[] together = gradient(shard, parameters, 0, count);
    for (int k = 0; k < together.length; k++) {
      assertThat((double) together[k]).isCloseTo(expected[k] / weights, Offset.offset(2e-7));
    }
  }

  @Test
  void predictionsDoNotDependOnTheBatch() {
    Sequences many = new Sequences(2);
    for (int i = 0; i < 150; i++) {
      add(many, i, 1, Split.TEST);
    }
    float[] parameters = InitialValues.of(MODEL.network(), 3);
    SequencePredictor predictor =
        new SequencePredictor(MODEL.network(), parameters, Kernels.fastest());
    Matrix together = Matrix.zeros(150, CLASSES);
    predictor.predict(many, together);
    Sequences one = new Sequences(2);
    Matrix alone = Matrix.zeros(1, CLASSES);
    for (int i = 0; i < 150; i++) {
      one.clear();
      add(one, i, 1, Split.TEST);
      predictor.predict(one, alone);
      for (int c = 0; c < CLASSES; c++) {
        assertThat(together.at(i, c)).isEqualTo(alone.at(0, c));
      }
    }
  }

  @Test
  void classesAreCounted() {
    ClassificationErrors errors = new ClassificationErrors(3);
    int[][] pairs = {{0, 0}, {0, 0}, {0, 1}, {1, 1}, {1, 2}, {2, 2}};
    for (int[] pair : pairs) {
      Matrix logits = Matrix.zeros(1, 3);
      logits.data()[pair[1]] = 1;
      errors.add(pair[0], logits, 0, 0.5, 2);
    }
    assertThat(errors.examples()).isEqualTo(6);
    assertThat(errors.accuracy()).isEqualTo(4 / 6.0);
    assertThat(errors.count(0, 1)).isEqualTo(1);
    assertThat(errors.support(0)).isEqualTo(3);
    assertThat(errors.recall(0)).isEqualTo(2 / 3.0);
    assertThat(errors.precision(0)).isEqualTo(1);
    assertThat(errors.precision(1)).isEqualTo(0.5);
    assertThat(errors.f1(0)).isCloseTo(0.8, Offset.offset(1e-12));
    assertThat(errors.macroF1()).isCloseTo((0.8 + 0.5 + 2 / 3.0) / 3, Offset.offset(1e-12));
    assertThat(errors.weightedF1())
        .isCloseTo((3 * 0.8 + 2 * 0.5 + 2 / 3.0) / 6, Offset.offset(1e-12));
    assertThat(errors.meanLoss()).isEqualTo(0.25);
    assertThat(new ClassificationErrors(3).precision(0)).isZero();
  }

  @Test
  void numbersAreCompared() {
    RegressionErrors left = new RegressionErrors();
    left.add(1, 2, 1, 1);
    RegressionErrors errors = new RegressionErrors();
    errors.add(3, 3, 0, 1);
    errors.add(5, 2, 9, 1);
    errors.merge(left);
    assertThat(errors.squaredError()).isEqualTo(10 / 3.0);
    assertThat(errors.absoluteError()).isEqualTo(4 / 3.0);
    assertThat(errors.variance()).isCloseTo(8 / 3.0, Offset.offset(1e-12));
    assertThat(errors.explained()).isCloseTo(1 - 10.0 / 8, Offset.offset(1e-12));
    assertThat(errors.meanLoss()).isEqualTo(10 / 3.0);
  }

  @Test
  void sequencesHaveWholeRows() {
    Sequences sequences = new Sequences(2);
    sequences.addValue(1);
    assertThatThrownBy(sequences::end)
        .hasMessage("a sequence has 1 values, expected one or more rows of 2");
    sequences.addValue(2);
    sequences.end();
    assertThatThrownBy(sequences::end).hasMessageContaining("has 0 values");
    SequenceShard shard = shard(4, 1);
    assertThatThrownBy(() -> shard.find(Split.TRAIN, 3))
        .hasMessage("sequence 3 is out of range: shard 0 has 3 TRAIN sequences");
  }
}
