package org.sparklstm.core.train;

import org.sparklstm.core.loss.Loss;

/**
 * From a sequence to a number: examples are labelled sequences.
 *
 * @param inputs I, values a time step
 */
public record Regression(int inputs, LossKind loss) implements Objective {

  @Override
  public int outputs() {
    return 1;
  }

  @Override
  public Loss newLoss() {
    return loss.create();
  }

  @Override
  public RegressionErrors noErrors() {
    return new RegressionErrors();
  }

  @Override
  public Gatherer newGatherer() {
    return new SequenceGatherer(
        (errors, label, output, row, rowLoss, rowWeight) ->
            ((RegressionErrors) errors).add(label, output.at(row, 0), rowLoss, rowWeight));
  }
}
