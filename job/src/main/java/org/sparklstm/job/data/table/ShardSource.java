package org.sparklstm.job.data.table;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.sparklstm.core.sequence.Shard;

/**
 * Examples on their way to shards, ready to be placed on executors.
 *
 * @param <P> what travels: pieces of shards
 */
public interface ShardSource<P extends Serializable> {

  /** All pieces with the numbers of their shards, computed anew whenever they are asked for. */
  JavaPairRDD<Integer, P> pieces();

  /** What makes a shard of its pieces. */
  Assembly<P> assembly();

  /** Number of shards; it depends on the data alone. */
  int shards();

  /** Bytes of all values in all shards. */
  long bytes();

  /**
   * Makes shards of pieces.
   *
   * @param <P> what the pieces are
   */
  @FunctionalInterface
  interface Assembly<P> extends Serializable {
    /** The shard of that number. {@code pieces}, in any order, are all there are of it. */
    Shard shard(int id, List<P> pieces);
  }
}
