package org.sparklstm.core.train;

/** Thrown if a loss or gradient is no longer finite. */
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int epoch;
  private final long step;

  DivergedException(int epoch, long step) {
    super("loss or gradient is not a finite number at step %d (epoch %d)".formatted(step, epoch));
    this.epoch = epoch;
    this.step = step;
  }

  /** The epoch, from 0. */
  public int epoch() {
    return epoch;
  }

  /** The step in the whole run, from 0. */
  public long step() {
    return step;
  }
}
