package org.sparklstm.core.sequence;

import java.io.Serializable;

/**
 * The unit of locality: examples that are stored together on one machine, on consecutive rows. The
 * assignment of examples to shards depends on the data alone, never on partitions or executors. The
 * examples of a span are numbered 0 … n - 1 within their shard.
 */
public sealed interface Shard extends Serializable permits SeriesShard, SequenceShard {

  /** The number of the shard, from 0. */
  int id();

  /** The number of examples of a span. */
  long count(Split split);

  /** All rows of the shard. */
  Rows rows();

  /**
   * Returns the same shard with its rows in other memory.
   *
   * @param rows the same values
   */
  Shard over(Rows rows);

  /** The size of all values in bytes. */
  default long valueBytes() {
    return (long) rows().count() * Float.BYTES;
  }
}
