package org.sparklstm.core.layer;

import org.sparklstm.core.random.CounterRandom;

/**
 * The keys of the random numbers that a pass in training draws. Each kind of number has a key that
 * says for what it holds, so that none depends on how a step is divided.
 */
public final class Draws {
  private static final long[] DERIVED = {};

  private long block;
  private long step;
  private long[] sequences;

  /**
   * Creates keys.
   *
   * @param block of what is drawn for each value
   * @param step of what all blocks of a step share
   * @param sequences of what holds for a sequence of the batch, in the order of {@link Steps};
   *     empty to derive them from the block. Not modified.
   */
  public Draws(long block, long step, long[] sequences) {
    this.block = block;
    this.step = step;
    this.sequences = sequences;
  }

  /** Keys that all follow from one, for a step of a single block. */
  public static Draws of(long key) {
    return new Draws(key, key, DERIVED);
  }

  /** Keys that are not known yet; see {@link #become}. */
  static Draws unknown() {
    return of(0);
  }

  /** Takes one key for all. Modified. */
  void become(long key) {
    block = key;
    step = key;
    sequences = DERIVED;
  }

  /** Takes the keys of a part, such as a layer, of what others draw. Modified. */
  void become(Draws others, int part) {
    block = CounterRandom.key(others.block, part);
    step = CounterRandom.key(others.step, part);
    if (sequences.length != others.sequences.length) {
      sequences = new long[others.sequences.length];
    }
    for (int i = 0; i < sequences.length; i++) {
      sequences[i] = CounterRandom.key(others.sequences[i], part);
    }
  }

  /** Of what is drawn for each value. */
  long block() {
    return block;
  }

  /** Of what all blocks of a step share. */
  long step() {
    return step;
  }

  /** Of what holds for a sequence of the batch. */
  long sequence(int number) {
    return sequences.length == 0 ? CounterRandom.key(block, number) : sequences[number];
  }
}
