package org.sparklstm.core.train;

import java.util.List;
import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.layer.Network;
import org.sparklstm.core.loss.CrossEntropy;
import org.sparklstm.core.loss.Loss;
import org.sparklstm.core.sequence.Split;

/**
 * The class of each token of a sequence: examples are whole sequences, whose steps are a token and
 * the number of its class, or {@link CrossEntropy#IGNORED}, and then what stands beside them;
 * outputs are logits of the classes.
 *
 * @param tokens V, the number of different tokens
 * @param classWeights the weight of each class
 * @param smoothing label smoothing, in [0, 1]
 * @param inputs values of a step that the network reads: the token, and what stands beside it
 */
public record Tagging(int tokens, List<Double> classWeights, double smoothing, int inputs)
    implements Objective {
  /** The first column of a step after the token and its class. */
  static final int BESIDE = 2;

  public Tagging {
    classWeights = List.copyOf(classWeights);
  }

  @Override
  public int outputs() {
    return classWeights.size();
  }

  @Override
  public Loss newLoss() {
    return new CrossEntropy(
        classWeights.stream().mapToDouble(Double::doubleValue).toArray(), smoothing);
  }

  @Override
  public ClassificationErrors noErrors(Split span) {
    return span == Split.TEST
        ? ClassificationErrors.inDetail(outputs())
        : new ClassificationErrors(outputs());
  }

  /** Steps have no noise: tokens are no numbers. */
  @Override
  public BlockWork newWork(ModelSpec model, Kernels kernels) {
    return new TagWork(new Network(model.network(), kernels), newLoss());
  }
}
