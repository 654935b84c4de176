package org.sparklstm.core.train;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.sparklstm.core.sequence.SequenceShard;
import org.sparklstm.core.sequence.Shard;

/**
 * Which tokens some steps read, and which they predict.
 *
 * @param read for each step the tokens that are read
 * @param predicted for each step the tokens that are predicted
 */
public record TokenSets(List<BitSet> read, List<BitSet> predicted) implements Serializable {

  /**
   * The tokens in the blocks of some shards.
   *
   * @param plans of streams, of one epoch
   */
  public static TokenSets of(List<Shard> shards, List<StepPlan> plans) {
    TokenSets sets = new TokenSets(empty(plans.size()), empty(plans.size()));
    for (Shard shard : shards) {
      SequenceShard sequences = (SequenceShard) shard;
      for (int i = 0; i < plans.size(); i++) {
        StepPlan plan = plans.get(i);
        for (Block block : plan.blocks()) {
          if (block.shard() == shard.id()) {
            sets.add(sequences, plan, block, i);
          }
        }
      }
    }
    return sets;
  }

  private static List<BitSet> empty(int count) {
    List<BitSet> sets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sets.add(new BitSet());
    }
    return sets;
  }

  private void add(SequenceShard shard, StepPlan plan, Block block, int number) {
    ShardStreams streams = ShardStreams.of(shard, plan);
    StreamStep step = plan.streams();
    for (int b = 0; b < block.count(); b++) {
      streams.read(
          shard,
          (int) block.first() + b,
          step.first(),
          step.length(),
          (sequence, first, length) -> {
            for (int t = 0; t < length; t++) {
              read.get(number).set(shard.token(sequence, first + t));
              predicted.get(number).set(shard.token(sequence, first + t + 1));
            }
          });
    }
  }

  /** Adds those of the same steps in other shards. Modified. */
  public TokenSets merge(TokenSets other) {
    for (int i = 0; i < read.size(); i++) {
      read.get(i).or(other.read.get(i));
      predicted.get(i).or(other.predicted.get(i));
    }
    return this;
  }
}
