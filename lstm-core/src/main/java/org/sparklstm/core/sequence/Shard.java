package org.sparklstm.core.sequence;

import java.io.Serializable;

/**
 * The unit of locality: examples that lie on one machine together, on rows one after the other.
 * Which examples form a shard depends on the data alone, never on partitions or executors. Examples
 * of a span are numbered 0 … n - 1 within their shard.
 */
public sealed interface Shard extends Serializable permits SeriesShard, SequenceShard {

  /** Its number, from 0. */
  int id();

  /** Number of examples of a span. */
  long count(Split split);

  /** All its rows. */
  Rows rows();

  /**
   * The same shard with its rows somewhere else.
   *
   * @param rows the same values
   */
  Shard over(Rows rows);

  /** Bytes of all values. */
  default long valueBytes() {
    return (long) rows().count() * Float.BYTES;
  }
}
