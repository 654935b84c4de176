package org.sparklstm.core.train;

import java.util.Arrays;
import java.util.Map;
import java.util.WeakHashMap;
import org.sparklstm.core.random.CounterRandom;
import org.sparklstm.core.random.Permutation;
import org.sparklstm.core.sequence.SequenceShard;
import org.sparklstm.core.sequence.Split;

/**
 * The streams of a shard in an epoch: its sequences in the order of the epoch, end to end, cut into
 * streams of equal length. A place is that of a predicted token; each token but the first of its
 * sequence has one. If there are as many sequences as streams, all equally long but for one token,
 * each is a stream, so that a text that was cut into pieces keeps its borders.
 */
final class ShardStreams {
  /**
   * Those of the last epoch of each shard, for all threads: they take 8 bytes per sequence. Nothing
   * in them refers to the shard, whose end thus ends them.
   */
  private static final Map<SequenceShard, ShardStreams> KNOWN = new WeakHashMap<>();

  private final long key;
  private final int streams;
  private final Permutation order;

  /** The first place of each sequence, in the order of the epoch, and the number of all places. */
  private final long[] places;

  private final boolean areWhole;

  /** Receives the parts of streams that a step reads. */
  @FunctionalInterface
  interface Parts {
    /**
     * A part of a sequence.
     *
     * @param sequence index in the shard
     * @param first token that is read; the next one is predicted
     * @param length number of tokens that are predicted, at least 1
     */
    void part(int sequence, int first, int length);
  }

  /** The streams of a shard in the epoch of a step. */
  static ShardStreams of(SequenceShard shard, StepPlan plan) {
    int streams = plan.streams().streams()[shard.id()];
    long key = CounterRandom.key(plan.seed(), plan.epoch(), streams);
    synchronized (KNOWN) {
      ShardStreams known = KNOWN.get(shard);
      if (known == null || known.key != key) {
        Permutation order = plan.order(shard.id(), shard.count(Split.TRAIN));
        known = new ShardStreams(shard, key, streams, order);
        KNOWN.put(shard, known);
      }
      return known;
    }
  }

  ShardStreams(SequenceShard shard, long key, int streams, Permutation order) {
    this.key = key;
    this.streams = streams;
    this.order = order;
    int count = (int) shard.count(Split.TRAIN);
    places = new long[count + 1];
    long shortest = Long.MAX_VALUE;
    long longest = 0;
    for (int i = 0; i < count; i++) {
      long length = shard.length(sequence(shard, i)) - 1L;
      places[i + 1] = places[i] + length;
      shortest = Math.min(shortest, length);
      longest = Math.max(longest, length);
    }
    areWhole = count == streams && longest - shortest <= 1;
  }

  private int sequence(SequenceShard shard, int position) {
    return shard.find(Split.TRAIN, order.apply(position));
  }

  private long border(int stream) {
    if (areWhole) {
      return places[stream];
    }
    return places[places.length - 1] * stream / streams;
  }

  /** Passes on the parts of places {@code first … first + count - 1} of a stream. */
  void read(SequenceShard shard, int stream, long first, int count, Parts to) {
    long at = border(stream) + first;
    long end = Math.min(at + count, border(stream + 1));
    int position = Arrays.binarySearch(places, at);
    position = position < 0 ? -position - 2 : position;
    while (at < end) {
      long begin = places[position];
      long last = Math.min(end, places[position + 1]);
      if (last > at) {
        to.part(sequence(shard, position), (int) (at - begin), (int) (last - at));
        at = last;
      }
      position++;
    }
  }
}
