package org.sparklstm.core.layer;

/**
 * From a row a time step to a row a sequence.
 *
 * @param kind what of a sequence is kept
 */
public record PoolingSpec(Kind kind) implements LayerSpec {

  /** What of a sequence is kept. */
  public enum Kind {
    /**
     * The last hidden state of the recurrent layer right below, that of each direction's own last
     * step side by side: {@code torch.cat(tuple(h_n[-D:]), 1)}.
     */
    LAST,
    /** The mean over a sequence's steps. */
    MEAN,
    /** The largest value of a sequence's steps, column by column. */
    MAX
  }

  /** The last hidden state. */
  public static PoolingSpec last() {
    return new PoolingSpec(Kind.LAST);
  }

  /** The mean over the steps. */
  public static PoolingSpec mean() {
    return new PoolingSpec(Kind.MEAN);
  }

  /** The largest values of the steps. */
  public static PoolingSpec max() {
    return new PoolingSpec(Kind.MAX);
  }

  @Override
  public int outputs(int inputs) {
    return inputs;
  }
}
