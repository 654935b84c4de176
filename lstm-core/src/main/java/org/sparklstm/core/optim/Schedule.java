package org.sparklstm.core.optim;

import java.io.Serializable;

/**
 * A learning rate schedule. The rate of an epoch is a pure function of the epoch and the losses
 * before it, so that a resumed training uses the same rates.
 */
public sealed interface Schedule extends Serializable {

  /**
   * The learning rate of an epoch.
   *
   * @param base the configured learning rate
   * @param epoch from 0
   * @param losses the validation losses of the epochs before, or their training losses if there is
   *     no validation; at least {@code epoch} values. Not modified.
   */
  double rate(double base, int epoch, double[] losses);

  /** The configured rate in every epoch. */
  record Constant() implements Schedule {
    @Override
    public double rate(double base, int epoch, double[] losses) {
      return base;
    }
  }

  /**
   * Multiplies the rate by {@code factor} after {@code first} epochs, and then every {@code epochs}
   * epochs. If both are equal, it is {@code torch.optim.lr_scheduler.StepLR}.
   *
   * @param first at least 1
   * @param epochs at least 1
   * @param factor above 0
   */
  record Step(int first, int epochs, double factor) implements Schedule {
    public Step {
      if (first < 1 || epochs < 1 || !(factor > 0)) {
        throw new IllegalArgumentException(
            "first %d and epochs %d must be at least 1, and factor %s above 0"
                .formatted(first, epochs, factor));
      }
    }

    /** {@code StepLR(epochs, factor)}. */
    public Step(int epochs, double factor) {
      this(epochs, epochs, factor);
    }

    @Override
    public double rate(double base, int epoch, double[] losses) {
      int reductions = epoch < first ? 0 : 1 + (epoch - first) / epochs;
      return base * StrictMath.pow(factor, (double) reductions);
    }
  }

  /**
   * Increases the rate linearly for {@code warmUp} epochs, then decreases it along half a cosine
   * (Loshchilov and Hutter 2017), as {@code LinearLR(start_factor=1/(warmUp+1),
   * total_iters=warmUp)} followed by {@code CosineAnnealingLR(epochs - warmUp, lowest)}.
   *
   * @param warmUp epochs of warm-up, at least 0
   * @param epochs of the whole training, above {@code warmUp}
   * @param lowest rate at the end, at least 0
   */
  record Cosine(int warmUp, int epochs, double lowest) implements Schedule {
    public Cosine {
      if (warmUp < 0 || epochs <= warmUp || !(lowest >= 0)) {
        throw new IllegalArgumentException(
            "warm-up %d must be at least 0 and below epochs %d, and the lowest rate %s at least 0"
                .formatted(warmUp, epochs, lowest));
      }
    }

    @Override
    public double rate(double base, int epoch, double[] losses) {
      if (epoch < warmUp) {
        return base * (epoch + 1) / (warmUp + 1);
      }
      double done = Math.min(1, (epoch - warmUp) / (double) (epochs - warmUp));
      return lowest + (base - lowest) * (1 + StrictMath.cos(Math.PI * done)) / 2;
    }
  }

  /**
   * Multiplies the rate by {@code factor} after more than {@code patience} consecutive epochs
   * without an improvement of the best loss by a factor of 1 - 1e-4, as {@code ReduceLROnPlateau}.
   *
   * @param factor between 0 and 1, exclusive
   * @param patience epochs, at least 0
   * @param lowest rate, at least 0
   */
  record ReduceOnPlateau(double factor, int patience, double lowest) implements Schedule {
    /** PyTorch's default. */
    private static final double THRESHOLD = 1e-4;

    /** Smaller changes of the rate are ignored; PyTorch's default. */
    private static final double SMALLEST_CHANGE = 1e-8;

    public ReduceOnPlateau {
      if (!(factor > 0 && factor < 1) || patience < 0 || !(lowest >= 0)) {
        throw new IllegalArgumentException(
            "factor %s must be between 0 and 1, and patience %d and the lowest rate %s at least 0"
                .formatted(factor, patience, lowest));
      }
    }

    @Override
    public double rate(double base, int epoch, double[] losses) {
      double rate = base;
      double best = Double.POSITIVE_INFINITY;
      int bad = 0;
      for (int e = 0; e < epoch; e++) {
        if (losses[e] < best * (1 - THRESHOLD)) {
          best = losses[e];
          bad = 0;
        } else {
          bad++;
        }
        if (bad > patience) {
          double lower = Math.max(rate * factor, lowest);
          rate = rate - lower > SMALLEST_CHANGE ? lower : rate;
          bad = 0;
        }
      }
      return rate;
    }
  }
}
