package org.sparklstm.core.train;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.sparklstm.core.random.CounterRandom;

/**
 * The steps of one epoch, a pure function of seed, epoch and the number of examples in each shard.
 * Each window is used once. Each step but the last has exactly the batch size.
 *
 * <p>Blocks are taken from the shards in rotation. The stride of the rotation is a prime above any
 * sensible number of partitions. If shards are assigned to partitions modulo the number of
 * partitions, each step therefore spreads evenly, for any such number. The stride, and so the
 * combination of shards in a step, changes from epoch to epoch.
 */
public final class EpochPlan implements Plan {
  private static final int[] PRIMES = {10007, 10009, 10037, 10039, 10061, 10067, 10069, 10079};

  private final long seed;
  private final int epoch;
  private final int batch;
  private final int block;
  private final long[] left;
  private final long[] taken;
  private final int stride;
  private int shard;
  private long windowsLeft;
  private long nextStep;

  /**
   * Plans an epoch.
   *
   * @param seed of the run
   * @param epoch from 0
   * @param examples number of training examples of each shard
   * @param batch examples per step, at least 1
   * @param block largest number of examples per block, at least 1
   */
  public EpochPlan(long seed, int epoch, long[] examples, int batch, int block) {
    this.seed = seed;
    this.epoch = epoch;
    this.batch = batch;
    this.block = block;
    left = examples.clone();
    taken = new long[examples.length];
    for (long count : examples) {
      windowsLeft += count;
    }
    nextStep = epoch * steps(windowsLeft, batch);
    long key = CounterRandom.key(seed, epoch);
    shard = (int) Math.floorMod(CounterRandom.bits(key, 0), (long) examples.length);
    stride = stride(key, examples.length);
  }

  private static int stride(long key, int shards) {
    int choice = (int) Math.floorMod(CounterRandom.bits(key, 1), (long) PRIMES.length);
    while (shards > 1 && shards % PRIMES[choice] == 0) {
      choice = (choice + 1) % PRIMES.length;
    }
    return PRIMES[choice];
  }

  /** The number of steps of an epoch. */
  public static long steps(long examples, int batch) {
    return (examples + batch - 1) / batch;
  }

  /**
   * The block size for a batch: small enough for eight blocks per step, but at least 8 examples,
   * because the kernels are inefficient on smaller blocks, and at most 64, because larger blocks
   * gain no more.
   */
  public static int blockFor(int batch) {
    int most = Math.max(8, Math.min(64, batch / 8));
    int blocks = (batch + most - 1) / most;
    return (batch + blocks - 1) / blocks;
  }

  @Override
  public long nextStep() {
    return nextStep;
  }

  @Override
  public boolean hasNext() {
    return windowsLeft > 0;
  }

  @Override
  public StepPlan next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the epoch has no more steps");
    }
    List<Block> blocks = new ArrayList<>();
    int open = (int) Math.min(batch, windowsLeft);
    while (open > 0) {
      int count = (int) Math.min(Math.min(block, open), left[shard]);
      if (count > 0) {
        blocks.add(new Block(blocks.size(), shard, taken[shard], count));
        taken[shard] += count;
        left[shard] -= count;
        windowsLeft -= count;
        open -= count;
      }
      shard = (int) ((shard + (long) stride) % left.length);
    }
    return new StepPlan(seed, epoch, nextStep++, blocks);
  }
}
