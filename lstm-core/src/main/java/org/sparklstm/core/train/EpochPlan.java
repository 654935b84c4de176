package org.sparklstm.core.train;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.sparklstm.core.random.CounterRandom;

/**
 * The steps of one epoch: a pure function of seed, epoch and the number of examples in each shard.
 * Every window is used once; every step but the last has exactly the batch size.
 *
 * <p>Blocks are dealt from the shards in rotation. Neighbours in the rotation are a prime number
 * above any sensible number of partitions apart, so that with shards laid out modulo the number of
 * partitions every step spreads evenly, whatever that number is, and which shards meet in a step
 * changes from epoch to epoch.
 */
public final class EpochPlan implements Iterator<StepPlan> {
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
   * @param examples number of training examples of each shard
   * @param batch examples of a step, at least 1
   * @param block most examples of a block, at least 1
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

  /** Steps of an epoch. */
  public static long steps(long examples, int batch) {
    return (examples + batch - 1) / batch;
  }

  /**
   * The block size that suits a batch: at least eight blocks a step where that leaves blocks of 8
   * examples, since smaller ones waste the kernels, and none above 64, where they gain no more.
   */
  public static int blockFor(int batch) {
    int most = Math.max(8, Math.min(64, batch / 8));
    int blocks = (batch + most - 1) / most;
    return (batch + blocks - 1) / blocks;
  }

  /**
   * Leaves out the steps before one of this epoch.
   *
   * @param step its number in the whole run
   */
  void skipTo(long step) {
    while (nextStep < step) {
      next();
    }
  }

  @Override
  public boolean hasNext() {
    return windowsLeft > 0;
  }

  @Override
  public StepPlan next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the epoch has no further step");
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
