package org.sparklstm.job.data.table;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.sparklstm.core.sequence.Shard;

/**
 * The examples of a table, to be gathered into shards and placed on executors.
 *
 * @param <P> type of the pieces that shards are assembled from
 */
public interface ShardSource<P extends Serializable> {

  /** All pieces with the numbers of their shards; each action on the RDD computes them again. */
  JavaPairRDD<Integer, P> pieces();

  /** The function that makes a shard from its pieces. */
  Assembly<P> assembly();

  /** Number of shards; a function of the data, not of its partitions. */
  int shards();

  /** Bytes of all values in all shards. */
  long bytes();

  /**
   * Makes a shard from its pieces.
   *
   * @param <P> type of the pieces
   */
  @FunctionalInterface
  interface Assembly<P> extends Serializable {
    /** The shard with that number. {@code pieces} are all its pieces, in any order. */
    Shard shard(int id, List<P> pieces);
  }
}
