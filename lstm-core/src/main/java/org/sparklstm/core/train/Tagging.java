package org.sparklstm.core.train;

import java.util.List;
import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.layer.Network;
import org.sparklstm.core.loss.CrossEntropy;
import org.sparklstm.core.loss.Loss;
import org.sparklstm.core.sequence.Split;

/**
 * The class of each token of a sequence: examples are whole sequences, whose steps are a token and
 * the number of its class, or {@link CrossEntropy#IGNORED}; outputs are logits of the classes.
 *
 * @param tokens V, the number of different tokens
 * @param classWeights the weight of each class
 * @param smoothing label smoothing, in [0, 1]
 */
public record Tagging(int tokens, List<Double> classWeights, double smoothing)
    implements Objective {

  public Tagging {
    classWeights = List.copyOf(classWeights);
  }

  @Override
  public int inputs() {
    return 1;
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

  /** Tokens are no numbers: they have no noise. */
  @Override
  public BlockWork newWork(ModelSpec model, Kernels kernels) {
    return new TagWork(new Network(model.network(), kernels), newLoss());
  }
}
