package org.sparklstm.core.layer;

/**
 * Reduces one row per time step to one row per sequence.
 *
 * @param kind the reduction
 */
public record PoolingSpec(Kind kind) implements LayerSpec {

  /** The reduction over the steps of a sequence. */
  public enum Kind {
    /**
     * The last hidden state of the recurrent layer directly below. Each direction contributes the
     * state after its own last step, side by side: {@code torch.cat(tuple(h_n[-D:]), 1)}.
     */
    LAST,
    /** The mean over the steps. */
    MEAN,
    /** The maximum over the steps, column by column. */
    MAX
  }

  /** Pooling by {@link Kind#LAST}. */
  public static PoolingSpec last() {
    return new PoolingSpec(Kind.LAST);
  }

  /** Pooling by {@link Kind#MEAN}. */
  public static PoolingSpec mean() {
    return new PoolingSpec(Kind.MEAN);
  }

  /** Pooling by {@link Kind#MAX}. */
  public static PoolingSpec max() {
    return new PoolingSpec(Kind.MAX);
  }

  @Override
  public int outputs(int inputs) {
    return inputs;
  }
}
