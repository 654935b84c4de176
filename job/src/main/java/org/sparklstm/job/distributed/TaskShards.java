package org.sparklstm.job.distributed;

import java.io.Serializable;
import java.util.List;
import org.sparklstm.core.sequence.Shard;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.core.train.Block;

/** The shards of one task, and the blocks and examples of them that this task computes. */
interface TaskShards extends Serializable {

  /** The shards whose examples this task reads. */
  List<Shard> shards();

  /** The shard of a block if this task computes it, or null. */
  Shard shardFor(Block block);

  /** Index of the first example of a span of a shard that this task evaluates. */
  long evaluateFrom(Shard shard, Split split);

  /** Index after the last example that this task evaluates. */
  long evaluateTo(Shard shard, Split split);

  /**
   * A task that has its shards to itself and computes all their blocks.
   *
   * @param shards the shards of the task, sorted by number
   */
  record Owner(List<Shard> shards) implements TaskShards {
    @Override
    public Shard shardFor(Block block) {
      int low = 0;
      int high = shards.size();
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (shards.get(middle).id() < block.shard()) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      boolean found = low < shards.size() && shards.get(low).id() == block.shard();
      return found ? shards.get(low) : null;
    }

    @Override
    public long evaluateFrom(Shard shard, Split split) {
      return 0;
    }

    @Override
    public long evaluateTo(Shard shard, Split split) {
      return shard.count(split);
    }
  }

  /** A task that has all shards, as every other task does, and computes its share of the blocks. */
  record Sharer(int index, int tasks, List<Shard> shards) implements TaskShards {
    @Override
    public Shard shardFor(Block block) {
      return block.index() % tasks == index ? shards.get(block.shard()) : null;
    }

    @Override
    public long evaluateFrom(Shard shard, Split split) {
      return shard.count(split) * index / tasks;
    }

    @Override
    public long evaluateTo(Shard shard, Split split) {
      return shard.count(split) * (index + 1) / tasks;
    }
  }
}
