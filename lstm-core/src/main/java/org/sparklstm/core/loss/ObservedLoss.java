package org.sparklstm.core.loss;

import java.util.Arrays;
import org.sparklstm.core.tensor.Matrix;

/**
 * A loss of the targets that were observed; the others are NaN. The weight of a row is its observed
 * share, and its weighted loss the sum over its observed columns divided by the number of all: Σ
 * {@link #rowLoss} / Σ {@link #rowWeight} is the mean over all observed targets.
 */
public final class ObservedLoss implements Loss {
  private final TargetwiseLoss loss;

  private ObservedLoss(TargetwiseLoss loss) {
    this.loss = loss;
  }

  /**
   * A loss of observed targets.
   *
   * @param loss compares targets one by one
   * @throws IllegalArgumentException if it does not
   */
  public static ObservedLoss of(Loss loss) {
    if (loss instanceof TargetwiseLoss targetwise) {
      return new ObservedLoss(targetwise);
    }
    throw new IllegalArgumentException(
        loss.getClass().getSimpleName() + " does not compare targets one by one");
  }

  @Override
  public int predictionColumns(int targets) {
    return loss.predictionColumns(targets);
  }

  @Override
  public double rowLoss(Matrix prediction, Matrix target, int row) {
    double sum = 0;
    for (int column = 0; column < targets(target); column++) {
      if (isObserved(target, row, column)) {
        sum += loss.targetLoss(prediction, target, row, column);
      }
    }
    return sum / targets(target);
  }

  @Override
  public double rowWeight(Matrix target, int row) {
    int observed = 0;
    for (int column = 0; column < targets(target); column++) {
      observed += isObserved(target, row, column) ? 1 : 0;
    }
    return (double) observed / targets(target);
  }

  private int targets(Matrix target) {
    return target.columns() / loss.columnsOfTarget();
  }

  private boolean isObserved(Matrix target, int row, int column) {
    return !Float.isNaN(target.at(row, column * loss.columnsOfTarget()));
  }

  @Override
  public void gradient(Matrix prediction, Matrix target, Matrix dPrediction) {
    loss.gradient(prediction, target, dPrediction);
    for (int row = 0; row < target.rows(); row++) {
      for (int column = 0; column < targets(target); column++) {
        if (!isObserved(target, row, column)) {
          int first = dPrediction.index(row, column * loss.values());
          Arrays.fill(dPrediction.data(), first, first + loss.values(), 0f);
        }
      }
    }
  }
}
