package org.sparklstm.job.distributed;

import java.io.Serializable;
import java.util.List;
import org.sparklstm.core.sequence.Shard;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.core.train.Block;

/** What one task of a round has at hand: some shards, and which blocks and windows are its own. */
interface Part extends Serializable {

  /** The shards whose windows this part looks at. */
  List<Shard> shards();

  /** The shard of a block if this part computes it, or null. */
  Shard shardFor(Block block);

  /** First window of a span of a shard that this part evaluates. */
  long evaluateFrom(Shard shard, Split split);

  /** The window after the last that this part evaluates. */
  long evaluateTo(Shard shard, Split split);

  /**
   * A part that owns its shards: all their blocks are its own.
   *
   * @param shards in the order of their numbers
   */
  record Owner(List<Shard> shards) implements Part {
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

  /** A part that has all shards, like every other one, and takes its share of the work. */
  record Sharer(int index, int parts, List<Shard> shards) implements Part {
    @Override
    public Shard shardFor(Block block) {
      return block.index() % parts == index ? shards.get(block.shard()) : null;
    }

    @Override
    public long evaluateFrom(Shard shard, Split split) {
      return shard.count(split) * index / parts;
    }

    @Override
    public long evaluateTo(Shard shard, Split split) {
      return shard.count(split) * (index + 1) / parts;
    }
  }
}
