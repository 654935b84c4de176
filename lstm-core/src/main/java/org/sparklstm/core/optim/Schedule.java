package org.sparklstm.core.optim;

import java.io.Serializable;

/**
 * The learning rate of an epoch, as a pure function of the epoch and of the losses before it: the
 * same whether training was interrupted or not.
 */
public sealed interface Schedule extends Serializable {

  /**
   * The learning rate of an epoch.
   *
   * @param base the rate asked for
   * @param epoch from 0
   * @param losses what the epochs before were judged by, at least {@code epoch} of them. Not
   *     modified.
   */
  double rate(double base, int epoch, double[] losses);

  /** Always the rate asked for. */
  record Constant() implements Schedule {
    @Override
    public double rate(double base, int epoch, double[] losses) {
      return base;
    }
  }

  /**
   * Multiplied by {@code factor} every {@code epochs} epochs: {@code
   * torch.optim.lr_scheduler.StepLR}.
   *
   * @param epochs at least 1
   * @param factor above 0
   */
  record Step(int epochs, double factor) implements Schedule {
    public Step {
      if (epochs < 1 || !(factor > 0)) {
        throw new IllegalArgumentException(
            "epochs %d must be at least 1 and factor %s above 0".formatted(epochs, factor));
      }
    }

    @Override
    public double rate(double base, int epoch, double[] losses) {
      int reductions = epoch / epochs;
      return base * StrictMath.pow(factor, (double) reductions);
    }
  }

  /**
   * Up in equal steps for {@code warmUp} epochs, then down along half a cosine (Loshchilov and
   * Hutter 2017): {@code LinearLR(start_factor=1/(warmUp+1), total_iters=warmUp)} followed by
   * {@code CosineAnnealingLR(epochs - warmUp, lowest)}.
   *
   * @param warmUp epochs of warm-up, at least 0
   * @param epochs of the whole training, above {@code warmUp}
   * @param lowest rate at the end, at least 0
   */
  record Cosine(int warmUp, int epochs, double lowest) implements Schedule {
    public Cosine {
      if (warmUp < 0 || epochs <= warmUp || !(lowest >= 0)) {
        throw new IllegalArgumentException(
            "warm-up %d must be below epochs %d, and neither it nor the lowest rate %s negative"
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
   * Multiplied by {@code factor} when more than {@code patience} epochs in a row have not improved
   * the best loss by a ten-thousandth: {@code ReduceLROnPlateau}.
   *
   * @param factor between 0 and 1
   * @param patience at least 0
   * @param lowest rate, at least 0
   */
  record ReduceOnPlateau(double factor, int patience, double lowest) implements Schedule {
    /** PyTorch's default. */
    private static final double THRESHOLD = 1e-4;

    /** A change smaller than this is not made; PyTorch's default. */
    private static final double SMALLEST_CHANGE = 1e-8;

    public ReduceOnPlateau {
      if (!(factor > 0 && factor < 1) || patience < 0 || !(lowest >= 0)) {
        throw new IllegalArgumentException(
            "factor %s must lie between 0 and 1, patience %d and the lowest rate %s not be negative"
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
