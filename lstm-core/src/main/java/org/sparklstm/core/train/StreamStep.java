package org.sparklstm.core.train;

import java.io.Serializable;

/**
 * What a step of streams reads: the same places of all streams of a block, with the states that the
 * step before has left.
 *
 * @param length tokens of each stream, the reach of truncated backpropagation through time
 * @param segment number of the step in its epoch, from 0
 * @param streams number of streams of each shard
 * @param states of all streams, by shard, then stream; see {@link
 *     org.sparklstm.core.layer.StateRows}. Empty if all are 0. Not modified.
 * @param touched the rows of weights by token that the step touches; null for all
 */
public record StreamStep(
    int length, long segment, int[] streams, float[] states, TouchedRows touched)
    implements Serializable {

  /** The place in the streams that the step begins with. */
  long first() {
    return segment * length;
  }

  /** Number of a block's first stream among those of all shards. */
  int number(Block block) {
    int number = (int) block.first();
    for (int shard = 0; shard < block.shard(); shard++) {
      number += streams[shard];
    }
    return number;
  }

  /** The number of streams of all shards. */
  int count() {
    int count = 0;
    for (int ofShard : streams) {
      count += ofShard;
    }
    return count;
  }

  StreamStep with(float[] others) {
    return new StreamStep(length, segment, streams, others, touched);
  }

  StreamStep with(TouchedRows rows) {
    return new StreamStep(length, segment, streams, states, rows);
  }
}
