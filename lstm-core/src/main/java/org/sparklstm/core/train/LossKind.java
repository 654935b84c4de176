package org.sparklstm.core.train;

import org.sparklstm.core.loss.AbsoluteError;
import org.sparklstm.core.loss.Huber;
import org.sparklstm.core.loss.Loss;
import org.sparklstm.core.loss.SquaredError;

/** The losses that forecasts and regressions can be trained with. */
public enum LossKind {
  /** {@link SquaredError}. */
  MSE,
  /** {@link AbsoluteError}. */
  MAE,
  /** {@link Huber} with δ = 1. */
  HUBER;

  /** PyTorch's default for {@code nn.HuberLoss}. */
  private static final double HUBER_DELTA = 1;

  Loss create() {
    return switch (this) {
      case MSE -> new SquaredError();
      case MAE -> new AbsoluteError();
      case HUBER -> new Huber(HUBER_DELTA);
    };
  }
}
