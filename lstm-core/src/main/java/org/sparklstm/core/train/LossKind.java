package org.sparklstm.core.train;

import org.sparklstm.core.loss.AbsoluteError;
import org.sparklstm.core.loss.DistributionLoss;
import org.sparklstm.core.loss.Huber;
import org.sparklstm.core.loss.Loss;
import org.sparklstm.core.loss.Quantile;
import org.sparklstm.core.loss.QuantilesAndMean;
import org.sparklstm.core.loss.SquaredError;
import org.sparklstm.core.sequence.Answers;

/** The losses that forecasts and regressions can be trained with. */
public enum LossKind {
  /** {@link SquaredError}. */
  MSE,
  /** {@link AbsoluteError}. */
  MAE,
  /** {@link Huber} with δ = 1. */
  HUBER,
  /** {@link Quantile}, or {@link QuantilesAndMean}; only of forecasts, which have levels. */
  QUANTILE,
  /** {@link DistributionLoss} of the distribution that forecasts answer. */
  DISTRIBUTION;

  /** PyTorch's default for {@code nn.HuberLoss}. */
  private static final double HUBER_DELTA = 1;

  Loss create(Answers answers) {
    boolean fits =
        answers.areLearnt() == (this == QUANTILE)
            && answers.distribution().isPresent() == (this == DISTRIBUTION);
    if (!fits) {
      throw new IllegalArgumentException(
          "loss %s cannot train quantiles %s of %s"
              .formatted(this, answers.levels(), answers.origin()));
    }
    return switch (this) {
      case MSE -> new SquaredError();
      case MAE -> new AbsoluteError();
      case HUBER -> new Huber(HUBER_DELTA);
      case QUANTILE ->
          answers.hasMean()
              ? new QuantilesAndMean(answers.quantiles())
              : new Quantile(answers.quantiles());
      case DISTRIBUTION -> new DistributionLoss(answers.distribution().orElseThrow());
    };
  }
}
