package org.sparklstm.core.train;

import java.io.Serializable;
import java.util.List;
import org.sparklstm.core.layer.Draws;
import org.sparklstm.core.random.CounterRandom;
import org.sparklstm.core.random.Permutation;

/**
 * The work of one training step.
 *
 * @param seed the run's seed
 * @param epoch from 0
 * @param step number of the step in the whole run, from 0
 * @param blocks all blocks of the step
 * @param streams what it reads of streams; null if blocks are of examples
 */
public record StepPlan(long seed, int epoch, long step, List<Block> blocks, StreamStep streams)
    implements Serializable {

  /** Distinguishes the random numbers of shuffling from those of dropout. */
  private static final long SHUFFLE = 1;

  private static final long DROPOUT = 2;

  private static final long GATHER = 3;

  private static final long OF_STEP = 4;

  private static final long OF_STREAM = 5;

  /** Blocks of examples. */
  public StepPlan(long seed, int epoch, long step, List<Block> blocks) {
    this(seed, epoch, step, blocks, null);
  }

  public StepPlan {
    blocks = List.copyOf(blocks);
  }

  /** The same step of streams in these states. */
  public StepPlan from(float[] states) {
    return new StepPlan(seed, epoch, step, blocks, streams.with(states));
  }

  /** The same step of streams, which touches some rows only. */
  StepPlan touching(TouchedRows rows) {
    return new StepPlan(seed, epoch, step, blocks, streams.with(rows));
  }

  /** The order of a shard's examples in this epoch. */
  Permutation order(int shard, long examples) {
    return new Permutation(examples, CounterRandom.key(seed, SHUFFLE, epoch, shard));
  }

  /** The keys of a block's dropout. */
  Draws draws(Block block, long[] sequences) {
    return new Draws(CounterRandom.key(seed, DROPOUT, step, block.index()), stepKey(), sequences);
  }

  /** The key of what is drawn once for a step. */
  long stepKey() {
    return CounterRandom.key(seed, OF_STEP, step);
  }

  /** The key of what is drawn for the part of a stream that this step reads. */
  long streamKey(int stream) {
    return CounterRandom.key(seed, OF_STREAM, step, stream);
  }

  /** The key of what is drawn when a block's examples are read. */
  long gatherKey(Block block) {
    return CounterRandom.key(seed, GATHER, step, block.index());
  }

  /** The number of examples of the step. */
  public long examples() {
    return blocks.stream().mapToLong(Block::count).sum();
  }
}
