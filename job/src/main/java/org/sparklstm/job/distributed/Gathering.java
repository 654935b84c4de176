package org.sparklstm.job.distributed;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.ShuffledRDD;
import org.apache.spark.serializer.JavaSerializer;
import org.sparklstm.core.sequence.Segment;
import org.sparklstm.core.sequence.Shard;
import org.sparklstm.core.sequence.WindowSpec;
import scala.Tuple2;
import scala.math.Ordering;
import scala.reflect.ClassTag;

/**
 * Brings segments together into shards, and shards into parts. At any time little more than one
 * shard of a part is in memory, unless the part itself is.
 */
final class Gathering {
  /** After how many objects a stream of them forgets what it has written or read. */
  private static final String FORGET_AFTER = "spark.serializer.objectStreamReset";

  private Gathering() {}

  /**
   * One part a partition.
   *
   * @param onDisk whether the rows of a part lie in a file beside it
   */
  static JavaRDD<Part> parts(
      JavaPairRDD<Integer, Segment> segments,
      int parts,
      int columns,
      WindowSpec windows,
      boolean onDisk) {
    return shuffled(segments, parts)
        .mapPartitions(
            sorted -> {
              List<Shard> shards =
                  onDisk ? onDisk(sorted, columns, windows) : inMemory(sorted, columns, windows);
              Part part = new Part.Owner(shards);
              return List.of(part).iterator();
            },
            true);
  }

  /** Segments with their shards' numbers, those of a part in ascending order. */
  private static JavaRDD<Tuple2<Integer, Segment>> shuffled(
      JavaPairRDD<Integer, Segment> segments, int parts) {
    ClassTag<Integer> keys = ClassTag.apply(Integer.class);
    ClassTag<Segment> values = ClassTag.apply(Segment.class);
    // segments are large: a stream that remembers a hundred of them, as usual, would fill the heap
    JavaSerializer forgetful =
        new JavaSerializer(segments.context().getConf().set(FORGET_AFTER, "1"));
    return new ShuffledRDD<Integer, Segment, Segment>(
            segments.rdd(), new Modulo(parts), keys, values, values)
        .setKeyOrdering(Ordering.comparatorToOrdering(Comparator.<Integer>naturalOrder()))
        .setSerializer(forgetful)
        .toJavaRDD();
  }

  private static List<Shard> inMemory(
      Iterator<Tuple2<Integer, Segment>> sorted, int columns, WindowSpec windows) {
    List<Shard> shards = new ArrayList<>();
    new Shards(sorted, columns, windows).forEachRemaining(shards::add);
    return shards;
  }

  private static List<Shard> onDisk(
      Iterator<Tuple2<Integer, Segment>> sorted, int columns, WindowSpec windows) {
    List<Shard> shards = new ArrayList<>();
    try (Scratch scratch = new Scratch()) {
      new Shards(sorted, columns, windows)
          .forEachRemaining(shard -> shards.add(scratch.keep(shard)));
    }
    return shards;
  }

  /** Shards from segments in the order of their numbers, one after the other. */
  private static final class Shards implements Iterator<Shard> {
    private final Iterator<Tuple2<Integer, Segment>> sorted;
    private final int columns;
    private final WindowSpec windows;
    private Tuple2<Integer, Segment> next;

    Shards(Iterator<Tuple2<Integer, Segment>> sorted, int columns, WindowSpec windows) {
      this.sorted = sorted;
      this.columns = columns;
      this.windows = windows;
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
      List<Segment> segments = new ArrayList<>();
      while (next != null && next._1() == id) {
        segments.add(next._2());
        read();
      }
      return new Shard(id, segments, columns, windows);
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
