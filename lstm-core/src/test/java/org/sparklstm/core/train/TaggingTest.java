package org.sparklstm.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sparklstm.core.exact.GradientSum;
import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.layer.InitialValues;
import org.sparklstm.core.layer.Network;
import org.sparklstm.core.layer.RecurrentSpec;
import org.sparklstm.core.layer.TokenNetwork;
import org.sparklstm.core.loss.CrossEntropy;
import org.sparklstm.core.sequence.SequenceShard;
import org.sparklstm.core.sequence.Sequences;
import org.sparklstm.core.sequence.Split;

/** Classes of tokens, of sequences of different lengths, some of which are not known. */
class TaggingTest {
  private static final int[][] TOKENS = {{1, 2, 3}, {4, 0}, {2}, {3, 3, 1, 0}};
  private static final int[][] TAGS = {{0, -100, 2}, {1, 1}, {-100}, {2, 0, -100, 1}};
  private static final ModelSpec MODEL =
      new ModelSpec(
          TokenNetwork.of(5, RecurrentSpec.lstm(3, 4).bidirectional()).tagging(3),
          new Tagging(5, Collections.nCopies(3, 1.0), 0, 1));

  private static SequenceShard shard(Split split) {
    Sequences all = new Sequences(2);
    for (int i = 0; i < TOKENS.length; i++) {
      for (int t = 0; t < TOKENS[i].length; t++) {
        all.addValue(TOKENS[i][t]);
        all.addValue(TAGS[i][t]);
      }
      all.end(0, 1, split, i, i);
    }
    return new SequenceShard(0, List.of(all.trimmed()), 2);
  }

  /** The losses of all tokens, each sequence by itself. */
  private static double loss(float[] parameters) {
    Network network = new Network(MODEL.network(), Kernels.fastest());
    network.load(parameters);
    double sum = 0;
    for (int i = 0; i < TOKENS.length; i++) {
      network.resize(TOKENS[i].length, 1);
      for (int t = 0; t < TOKENS[i].length; t++) {
        network.input().data()[t] = TOKENS[i][t];
      }
      network.predict();
      for (int t = 0; t < TOKENS[i].length; t++) {
        sum +=
            TAGS[i][t] < 0
                ? 0
                : -Math.log(CrossEntropy.probabilities(network.output(), t)[TAGS[i][t]]);
      }
    }
    return sum;
  }

  @Test
  void aStepIsTheMeanOverTokensWithAClass() {
    float[] parameters = InitialValues.of(MODEL.network(), 1);
    Replica replica = new Replica(MODEL, Kernels.fastest());
    StepPlan plan = new StepPlan(1, 0, 0, List.of(new Block(0, 0, 0, TOKENS.length)));
    replica.load(parameters, plan);
    GradientSum sum = new GradientSum(GradientSum.exponentFor(8, 1), 1);
    replica.addGradient(shard(Split.TRAIN), plan, plan.blocks().get(0), Gradients.of(sum));
    assertThat(sum.weight()).isEqualTo(7);
    assertThat(sum.loss()).isCloseTo(loss(parameters), within(1e-5));
    float[] mean = new float[parameters.length];
    sum.mean(mean);
    for (int i = 0; i < parameters.length; i += 3) {
      float[] moved = parameters.clone();
      moved[i] += 1e-2f;
      double above = loss(moved);
      moved[i] -= 2e-2f;
      double slope = (above - loss(moved)) / 2e-2 / 7;
      assertThat((double) mean[i]).as("%d", i).isCloseTo(slope, within(1e-4));
    }
  }

  @Test
  void errorsAreOfTokensWithAClass() {
    float[] parameters = InitialValues.of(MODEL.network(), 1);
    LocalEngine engine = new LocalEngine(MODEL, List.of(shard(Split.TEST)), Kernels::fastest, 1);
    ClassificationErrors errors = (ClassificationErrors) engine.evaluate(parameters, Split.TEST);
    assertThat(errors.examples()).isEqualTo(7);
    assertThat(errors.meanLoss()).isCloseTo(loss(parameters) / 7, within(1e-6));
    assertThat(errors.support(1)).isEqualTo(3);
  }
}
