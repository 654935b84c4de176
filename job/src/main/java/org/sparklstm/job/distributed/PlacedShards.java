package org.sparklstm.job.distributed;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
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
import org.sparklstm.core.sequence.Shard;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.job.config.DataConfig.Placement;
import org.sparklstm.job.config.DataConfig.Storage;
import org.sparklstm.job.data.table.ShardSource;
import scala.Tuple2;

/**
 * Shards where tasks find them. Small data is replicated: every executor holds all of it, so any
 * executor can compute any block. Large data is partitioned and never moves. What is computed is
 * the same.
 */
public final class PlacedShards implements AutoCloseable {
  /** Data up to this size is replicated: a copy costs each executor little and saves locality. */
  static final long REPLICATE_UP_TO_BYTES = 64L << 20;

  /** Of the executors' memory for data, what ours may take before it goes to their disks. */
  private static final double MEMORY_SHARE = 0.5;

  private final JavaRDD<TaskShards> parts;

  /** Where the data is replicated, one part that has all shards; else null. */
  private final JavaRDD<TaskShards> whole;

  /** All shards, where the driver has them too; else null. */
  private final List<Shard> here;

  private final Map<Split, long[]> examples = new EnumMap<>(Split.class);
  private final long bytes;
  private final Runnable release;

  private PlacedShards(
      JavaRDD<TaskShards> parts,
      JavaRDD<TaskShards> whole,
      List<Shard> here,
      List<ShardSize> sizes,
      Runnable release) {
    this.parts = parts;
    this.whole = whole;
    this.here = here;
    for (Split split : Split.values()) {
      examples.put(
          split,
          sizes.stream()
              .sorted(Comparator.comparingInt(ShardSize::id))
              .mapToLong(size -> size.examples(split))
              .toArray());
    }
    bytes = sizes.stream().mapToLong(ShardSize::bytes).sum();
    this.release = release;
  }

  /** Places a data set. */
  public static PlacedShards place(
      ShardSource<?> source, PlacementSpec spec, JavaSparkContext spark) {
    boolean replicate =
        spec.placement() == Placement.REPLICATED
            || (spec.placement() == Placement.AUTO && source.bytes() <= REPLICATE_UP_TO_BYTES);
    ClusterSize size = ClusterSize.of(spark);
    if (replicate) {
      // one task an executor, with all its cores, leaves the fewest results to send and merge
      return replicated(source, spec.partitions().orElse(size.executors()), spark);
    }
    boolean onDisk =
        spec.storage() == Storage.DISK
            || (spec.storage() == Storage.AUTO && source.bytes() > MEMORY_SHARE * size.dataBytes());
    int parts = spec.partitions().orElse(size.cores());
    return partitioned(
        onDisk ? Gathering.onDisk(source, parts) : Gathering.inMemory(source, parts));
  }

  /** The data passes through the driver once, as every broadcast does. */
  private static <P extends Serializable> PlacedShards replicated(
      ShardSource<P> source, int parts, JavaSparkContext spark) {
    ShardSource.Assembly<P> assembly = source.assembly();
    Map<Integer, List<P>> byShard = new HashMap<>();
    for (Tuple2<Integer, P> pair : source.pieces().collect()) {
      byShard.computeIfAbsent(pair._1(), id -> new ArrayList<>()).add(pair._2());
    }
    List<Shard> shards =
        IntStream.range(0, source.shards())
            .mapToObj(id -> assembly.shard(id, byShard.getOrDefault(id, List.of())))
            .toList();
    return replicated(shards, parts, spark);
  }

  /** Places shards that the driver has, a copy on each executor. */
  public static PlacedShards replicated(List<Shard> shards, int parts, JavaSparkContext spark) {
    Broadcast<Copy> shared = spark.broadcast(new Copy(shards));
    return new PlacedShards(
        sharers(shared, parts, spark),
        sharers(shared, 1, spark),
        shards,
        sizes(shards),
        shared::destroy);
  }

  private static JavaRDD<TaskShards> sharers(
      Broadcast<Copy> shared, int parts, JavaSparkContext spark) {
    List<Integer> indexes = IntStream.range(0, parts).boxed().toList();
    return spark
        .parallelize(indexes, parts)
        .map(index -> new TaskShards.Sharer(index, parts, shared.value().shards()));
  }

  /** All shards: a record, which every serializer can write. */
  private record Copy(List<Shard> shards) implements Serializable {}

  private static PlacedShards partitioned(JavaRDD<TaskShards> rdd) {
    rdd.persist(StorageLevel.MEMORY_AND_DISK());
    List<ShardSize> sizes = rdd.flatMap(part -> sizes(part.shards()).iterator()).collect();
    return new PlacedShards(rdd, null, null, sizes, () -> rdd.unpersist(false));
  }

  /** What the driver knows of a shard. */
  private record ShardSize(int id, long train, long validation, long test, long bytes)
      implements Serializable {
    ShardSize(Shard shard) {
      this(
          shard.id(),
          shard.count(Split.TRAIN),
          shard.count(Split.VALIDATION),
          shard.count(Split.TEST),
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

  /** One element a partition. */
  JavaRDD<TaskShards> parts() {
    return parts;
  }

  /** Whether every executor has all shards. */
  public boolean isWhole() {
    return whole != null;
  }

  /** One part that has all shards, where every executor has them. */
  Optional<JavaRDD<TaskShards>> whole() {
    return Optional.ofNullable(whole);
  }

  /** Tasks of a step. */
  public int tasks() {
    return parts.getNumPartitions();
  }

  /** Runs a job that does nothing with the data: what any step costs at least. */
  public void emptyJob() {
    parts.foreach(part -> {});
  }

  /** All shards, where the driver has them too. */
  Optional<List<Shard>> here() {
    return Optional.ofNullable(here);
  }

  /** Number of examples of a span in each shard, by shard number. */
  public long[] examples(Split split) {
    return examples.get(split).clone();
  }

  /** Number of examples of a span in all shards. */
  public long count(Split split) {
    return Arrays.stream(examples.get(split)).sum();
  }

  /** Bytes of all values, counted once however many executors hold a copy. */
  public long bytes() {
    return bytes;
  }

  /** Gives the executors' memory back. */
  @Override
  public void close() {
    release.run();
  }
}
