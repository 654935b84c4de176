package org.sparklstm.job.distributed;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import org.sparklstm.core.sequence.SequenceShard;
import org.sparklstm.core.sequence.Shard;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.job.config.DataConfig.Placement;
import org.sparklstm.job.config.DataConfig.Storage;
import org.sparklstm.job.data.table.ShardSource;
import scala.Tuple2;

/**
 * Shards on the executors. Small data is replicated: every executor holds all of it, so any
 * executor can compute any block. Large data is partitioned and never moves. The results are the
 * same.
 */
public final class PlacedShards implements AutoCloseable {
  /** Data up to this size is replicated: a copy is cheap, and tasks need no locality. */
  static final long REPLICATE_UP_TO_BYTES = 64L << 20;

  /** Share of the executors' memory for data above which the data goes to their disks. */
  private static final double MEMORY_SHARE = 0.5;

  private final JavaRDD<TaskShards> partitions;

  /** One partition with all shards if the data is replicated, else null. */
  private final JavaRDD<TaskShards> whole;

  /** All shards if the driver has them too, else null. */
  private final List<Shard> here;

  private final Map<Split, long[]> examples = new EnumMap<>(Split.class);
  private final long[] predicted;
  private final long bytes;
  private final Runnable release;

  private PlacedShards(
      JavaRDD<TaskShards> partitions,
      JavaRDD<TaskShards> whole,
      List<Shard> here,
      int shards,
      List<ShardSize> sizes,
      Runnable release) {
    this.partitions = partitions;
    this.whole = whole;
    this.here = here;
    for (Split split : Split.values()) {
      // a shard that no sequence belongs to is on no executor
      long[] counts = new long[shards];
      sizes.forEach(size -> counts[size.id()] = size.examples(split));
      examples.put(split, counts);
    }
    predicted = new long[shards];
    sizes.forEach(size -> predicted[size.id()] = size.predicted());
    bytes = sizes.stream().mapToLong(ShardSize::bytes).sum();
    this.release = release;
  }

  /** Places a data set on the executors. */
  public static PlacedShards place(
      ShardSource<?> source, PlacementSpec spec, JavaSparkContext spark) {
    boolean replicate =
        spec.placement() == Placement.REPLICATED
            || (spec.placement() == Placement.AUTO && source.bytes() <= REPLICATE_UP_TO_BYTES);
    ClusterSize size = ClusterSize.of(spark);
    if (replicate) {
      // one task per executor, with all its cores, leaves the fewest results to send and merge
      return replicated(source, spec.partitions().orElse(size.executors()), spark);
    }
    int count = spec.partitions().orElse(size.cores());
    boolean onDisk =
        spec.storage() == Storage.DISK
            || (spec.storage() == Storage.AUTO && source.bytes() > MEMORY_SHARE * size.dataBytes());
    return partitioned(
        onDisk ? Gathering.onDisk(source, count) : Gathering.inMemory(source, count),
        source.shards());
  }

  /** The data passes through the driver once, as every broadcast does. */
  private static <P extends Serializable> PlacedShards replicated(
      ShardSource<P> source, int tasks, JavaSparkContext spark) {
    ShardSource.Assembly<P> assembly = source.assembly();
    Map<Integer, List<P>> byShard = new HashMap<>();
    for (Tuple2<Integer, P> pair : source.pieces().collect()) {
      byShard.computeIfAbsent(pair._1(), id -> new ArrayList<>()).add(pair._2());
    }
    List<Shard> shards =
        IntStream.range(0, source.shards())
            .mapToObj(id -> assembly.shard(id, byShard.getOrDefault(id, List.of())))
            .toList();
    return replicated(shards, tasks, spark);
  }

  /**
   * Copies shards that the driver has to each executor.
   *
   * @param tasks number of tasks per step
   */
  public static PlacedShards replicated(List<Shard> shards, int tasks, JavaSparkContext spark) {
    Broadcast<Copy> shared = spark.broadcast(new Copy(shards));
    return new PlacedShards(
        sharers(shared, tasks, spark),
        sharers(shared, 1, spark),
        shards,
        shards.size(),
        sizes(shards),
        shared::destroy);
  }

  private static JavaRDD<TaskShards> sharers(
      Broadcast<Copy> shared, int tasks, JavaSparkContext spark) {
    List<Integer> indexes = IntStream.range(0, tasks).boxed().toList();
    return spark
        .parallelize(indexes, tasks)
        .map(index -> new TaskShards.Sharer(index, tasks, shared.value().shards()));
  }

  /** All shards: a record, which every serializer can write. */
  private record Copy(List<Shard> shards) implements Serializable {}

  private static PlacedShards partitioned(JavaRDD<TaskShards> rdd, int shards) {
    rdd.persist(StorageLevel.MEMORY_AND_DISK());
    List<ShardSize> sizes =
        rdd.flatMap(partition -> sizes(partition.shards()).iterator()).collect();
    return new PlacedShards(rdd, null, null, shards, sizes, () -> rdd.unpersist(false));
  }

  /** Size of a shard, for the driver, which may not have the shard itself. */
  private record ShardSize(
      int id, long train, long validation, long test, long predicted, long bytes)
      implements Serializable {
    ShardSize(Shard shard) {
      this(
          shard.id(),
          shard.count(Split.TRAIN),
          shard.count(Split.VALIDATION),
          shard.count(Split.TEST),
          shard instanceof SequenceShard sequences ? sequences.predicted(Split.TRAIN) : 0,
          shard.valueBytes());
    }

    long examples(Split split) {
      return switch (split) {
        case TRAIN -> train;
        case VALIDATION -> validation;
        case TEST -> test;
      };
    }
  }

  private static List<ShardSize> sizes(List<Shard> shards) {
    return shards.stream().map(ShardSize::new).toList();
  }

  /** The shards of each task, one element per partition. */
  JavaRDD<TaskShards> partitions() {
    return partitions;
  }

  /** Whether every executor has all shards. */
  public boolean isWhole() {
    return whole != null;
  }

  /** One partition with all shards, if every executor has them. */
  Optional<JavaRDD<TaskShards>> whole() {
    return Optional.ofNullable(whole);
  }

  /** Number of tasks per step. */
  public int tasks() {
    return partitions.getNumPartitions();
  }

  /** Runs a job that does nothing with the data, to measure the cost of a job. */
  public void emptyJob() {
    partitions.foreach(partition -> {});
  }

  /** All shards, if the driver has them too. */
  Optional<List<Shard>> here() {
    return Optional.ofNullable(here);
  }

  /** Number of examples of a span in each shard, by shard number. */
  public long[] examples(Split split) {
    return examples.get(split).clone();
  }

  /** Number of tokens that are predicted in training, in each shard; for sequences of tokens. */
  public long[] predicted() {
    return predicted.clone();
  }

  /** Number of examples of a span in all shards. */
  public long count(Split split) {
    return Arrays.stream(examples.get(split)).sum();
  }

  /** Bytes of all values; copies are not counted. */
  public long bytes() {
    return bytes;
  }

  /** Frees the executors' memory. */
  @Override
  public void close() {
    release.run();
  }
}
