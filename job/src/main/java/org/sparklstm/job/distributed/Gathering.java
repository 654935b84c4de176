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
 * Brings pieces together into shards, and shards into parts. At any time little more than one shard
 * of a part is in memory, unless the part itself is.
 */
final class Gathering {
  /** After how many objects a stream of them forgets what it has written or read. */
  private static final String FORGET_AFTER = "spark.serializer.objectStreamReset";

  private Gathering() {}

  /** One part a partition, with its rows in memory. */
  static <P extends Serializable> JavaRDD<TaskShards> inMemory(ShardSource<P> source, int parts) {
    return parts(source, parts, Gathering::listed);
  }

  /** One part a partition, with its rows in a file beside it. */
  static <P extends Serializable> JavaRDD<TaskShards> onDisk(ShardSource<P> source, int parts) {
    return parts(source, parts, Gathering::written);
  }

  /** Holds shards that come one after the other. */
  private interface Keeper extends Serializable {
    List<Shard> keep(Iterator<Shard> shards);
  }

  private static <P extends Serializable> JavaRDD<TaskShards> parts(
      ShardSource<P> source, int parts, Keeper keeper) {
    ShardSource.Assembly<P> assembly = source.assembly();
    return shuffled(source.pieces(), parts)
        .mapPartitions(
            sorted -> {
              TaskShards part = new TaskShards.Owner(keeper.keep(new Shards<>(sorted, assembly)));
              return List.of(part).iterator();
            },
            true);
  }

  /** Pieces with their shards' numbers, those of a part in ascending order. */
  private static <P extends Serializable> JavaRDD<Tuple2<Integer, P>> shuffled(
      JavaPairRDD<Integer, P> pieces, int parts) {
    ClassTag<Integer> keys = ClassTag.apply(Integer.class);
    ClassTag<P> values = ClassTag.apply(Serializable.class);
    // pieces are large: a stream that remembers a hundred of them, as usual, would fill the heap
    JavaSerializer forgetful =
        new JavaSerializer(pieces.context().getConf().set(FORGET_AFTER, "1"));
    return new ShuffledRDD<Integer, P, P>(pieces.rdd(), new Modulo(parts), keys, values, values)
        .setKeyOrdering(Ordering.comparatorToOrdering(Comparator.<Integer>naturalOrder()))
        .setSerializer(forgetful)
        .toJavaRDD();
  }

  private static List<Shard> listed(Iterator<Shard> shards) {
    List<Shard> list = new ArrayList<>();
    shards.forEachRemaining(list::add);
    return list;
  }

  private static List<Shard> written(Iterator<Shard> shards) {
    List<Shard> list = new ArrayList<>();
    try (Scratch scratch = new Scratch()) {
      shards.forEachRemaining(shard -> list.add(scratch.keep(shard)));
    }
    return list;
  }

  /** Shards from pieces in the order of their numbers, one after the other. */
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

  /** Shard s lies in partition s mod n: see {@link org.sparklstm.core.train.EpochPlan}. */
  private static final class Modulo extends Partitioner {
    private final int parts;

    Modulo(int parts) {
      this.parts = parts;
    }

    @Override
    public int numPartitions() {
      return parts;
    }

    @Override
    public int getPartition(Object key) {
      return (Integer) key % parts;
    }
  }
}
