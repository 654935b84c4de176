package org.sparklstm.job.distributed;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.ShuffledRDD;
import org.apache.spark.serializer.JavaSerializer;
import org.sparklstm.core.sequence.Shard;
import org.sparklstm.job.data.table.ShardSource;
import scala.Tuple2;
import scala.math.Ordering;
import scala.reflect.ClassTag;

/**
 * Collects pieces into shards and shards into partitions. If shards go to disk, each task holds
 * little more than one shard in memory at any time.
 */
final class Gathering {
  /** Number of objects after which a Java object stream drops its references to them. */
  private static final String STREAM_RESET = "spark.serializer.objectStreamReset";

  private Gathering() {}

  /** Gathers shards whose rows stay in memory, one element per partition. */
  static <P extends Serializable> JavaRDD<TaskShards> inMemory(
      ShardSource<P> source, int partitions) {
    return gather(source, partitions, Gathering::list);
  }

  /** Gathers shards whose rows lie in a file on the executor's disk, one element per partition. */
  static <P extends Serializable> JavaRDD<TaskShards> onDisk(
      ShardSource<P> source, int partitions) {
    return gather(source, partitions, Gathering::write);
  }

  /** Stores the shards of a partition, which are assembled one at a time. */
  private interface Keeper extends Serializable {
    List<Shard> keep(Iterator<Shard> shards);
  }

  private static <P extends Serializable> JavaRDD<TaskShards> gather(
      ShardSource<P> source, int partitions, Keeper keeper) {
    ShardSource.Assembly<P> assembly = source.assembly();
    return sortedPieces(source.pieces(), partitions)
        .mapPartitions(
            sorted -> {
              TaskShards owner = new TaskShards.Owner(keeper.keep(new Shards<>(sorted, assembly)));
              return List.of(owner).iterator();
            },
            true);
  }

  /** Pieces with the numbers of their shards, in ascending order within each partition. */
  private static <P extends Serializable> JavaRDD<Tuple2<Integer, P>> sortedPieces(
      JavaPairRDD<Integer, P> pieces, int partitions) {
    ClassTag<Integer> keys = ClassTag.apply(Integer.class);
    ClassTag<P> values = ClassTag.apply(Serializable.class);
    // pieces are large: by default a stream keeps references to a hundred and would fill the heap
    JavaSerializer serializer =
        new JavaSerializer(pieces.context().getConf().set(STREAM_RESET, "1"));
    return new ShuffledRDD<Integer, P, P>(
            pieces.rdd(), new Modulo(partitions), keys, values, values)
        .setKeyOrdering(Ordering.comparatorToOrdering(Comparator.<Integer>naturalOrder()))
        .setSerializer(serializer)
        .toJavaRDD();
  }

  private static List<Shard> list(Iterator<Shard> shards) {
    List<Shard> list = new ArrayList<>();
    shards.forEachRemaining(list::add);
    return list;
  }

  private static List<Shard> write(Iterator<Shard> shards) {
    List<Shard> list = new ArrayList<>();
    try (Scratch scratch = new Scratch()) {
      shards.forEachRemaining(shard -> list.add(scratch.keep(shard)));
    }
    return list;
  }

  /** Assembles one shard at a time from pieces that are sorted by shard number. */
  private static final class Shards<P> implements Iterator<Shard> {
    private final Iterator<Tuple2<Integer, P>> sorted;
    private final ShardSource.Assembly<P> assembly;
    private Tuple2<Integer, P> next;

    Shards(Iterator<Tuple2<Integer, P>> sorted, ShardSource.Assembly<P> assembly) {
      this.sorted = sorted;
      this.assembly = assembly;
      read();
    }

    private void read() {
      next = sorted.hasNext() ? sorted.next() : null;
    }

    @Override
    public boolean hasNext() {
      return next != null;
    }

    @Override
    public Shard next() {
      int id = next._1();
      List<P> pieces = new ArrayList<>();
      while (next != null && next._1() == id) {
        pieces.add(next._2());
        read();
      }
      return assembly.shard(id, pieces);
    }
  }

  /**
   * Puts shard s into partition s mod n, so that the blocks of every step spread evenly; see {@link
   * org.sparklstm.core.train.EpochPlan}.
   */
  private static final class Modulo extends Partitioner {
    private final int partitions;

    Modulo(int partitions) {
      this.partitions = partitions;
    }

    @Override
    public int numPartitions() {
      return partitions;
    }

    @Override
    public int getPartition(Object key) {
      return (Integer) key % partitions;
    }
  }
}
