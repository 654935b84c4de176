package org.sparklstm.core.train;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * The steps of one epoch of streams, a pure function of seed, epoch and the number of tokens in
 * each shard. Each shard has streams in proportion to its tokens, one at least. A step reads the
 * next tokens of all streams; a stream is in the same block in all steps of an epoch.
 */
public final class StreamPlan implements Plan {
  private static final float[] NO_STATES = {};

  private final long seed;
  private final int epoch;
  private final int length;
  private final int[] streams;
  private final List<Block> blocks = new ArrayList<>();
  private final long steps;
  private long segment;

  /**
   * Plans an epoch.
   *
   * @param seed of the run
   * @param epoch from 0
   * @param predicted number of tokens that are predicted, of each shard
   * @param batch number of streams, at least the number of shards that have tokens
   * @param block largest number of streams per block
   * @param length tokens that a step reads of a stream
   */
  public StreamPlan(long seed, int epoch, long[] predicted, int batch, int block, int length) {
    this.seed = seed;
    this.epoch = epoch;
    this.length = length;
    streams = streams(predicted, batch);
    long longest = 0;
    for (int shard = 0; shard < predicted.length; shard++) {
      for (int first = 0; first < streams[shard]; first += block) {
        int count = Math.min(block, streams[shard] - first);
        blocks.add(new Block(blocks.size(), shard, first, count));
      }
      if (streams[shard] > 0) {
        longest = Math.max(longest, (predicted[shard] + streams[shard] - 1) / streams[shard]);
      }
    }
    steps = (longest + length - 1) / length;
  }

  /**
   * The number of streams of each shard: the largest remainders decide who gets the last ones.
   *
   * @throws IllegalArgumentException if more shards have tokens than there are streams
   */
  static int[] streams(long[] predicted, int batch) {
    long all = 0;
    int used = 0;
    for (long ofShard : predicted) {
      all += ofShard;
      used += ofShard > 0 ? 1 : 0;
    }
    if (used > batch) {
      throw new IllegalArgumentException(
          "%,d streams cannot read %,d shards: expected one for each at least"
              .formatted(batch, used));
    }
    int[] streams = new int[predicted.length];
    int given = 0;
    for (int shard = 0; shard < streams.length; shard++) {
      if (predicted[shard] > 0) {
        streams[shard] = (int) Math.max(1, share(predicted[shard], all, batch));
        given += streams[shard];
      }
    }
    for (; given < batch && all > 0; given++) {
      streams[longest(predicted, streams)]++;
    }
    for (; given > batch; given--) {
      streams[shortestWithout(predicted, streams)]--;
    }
    return streams;
  }

  private static long share(long part, long all, int batch) {
    return Math.multiplyHigh(part, batch) == 0
        ? Long.divideUnsigned(part * batch, all)
        : (long) ((double) part / all * batch);
  }

  /** The shard whose streams are longest. */
  private static int longest(long[] predicted, int[] streams) {
    int found = 0;
    double length = -1;
    for (int shard = 0; shard < streams.length; shard++) {
      if (streams[shard] > 0 && (double) predicted[shard] / streams[shard] > length) {
        length = (double) predicted[shard] / streams[shard];
        found = shard;
      }
    }
    return found;
  }

  /** The shard whose streams would be shortest with one less, but not none. */
  private static int shortestWithout(long[] predicted, int[] streams) {
    int found = 0;
    double length = Double.POSITIVE_INFINITY;
    for (int shard = 0; shard < streams.length; shard++) {
      if (streams[shard] > 1 && (double) predicted[shard] / (streams[shard] - 1) < length) {
        length = (double) predicted[shard] / (streams[shard] - 1);
        found = shard;
      }
    }
    return found;
  }

  /** The number of streams. */
  public int count() {
    return new StreamStep(length, 0, streams, NO_STATES, null).count();
  }

  /** The number of steps of an epoch. */
  public long steps() {
    return steps;
  }

  @Override
  public long nextStep() {
    return epoch * steps + segment;
  }

  @Override
  public boolean hasNext() {
    return segment < steps;
  }

  @Override
  public StepPlan next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the epoch has no more steps");
    }
    StreamStep read = new StreamStep(length, segment, streams, NO_STATES, null);
    StepPlan plan = new StepPlan(seed, epoch, nextStep(), blocks, read);
    segment++;
    return plan;
  }
}
