package org.sparklstm.core.train;

import org.sparklstm.core.layer.Network;
import org.sparklstm.core.loss.Loss;
import org.sparklstm.core.sequence.Shard;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.core.tensor.Matrix;

/** Reads examples into a network. Keeps scratch memory; an instance serves one thread at a time. */
interface Gatherer {

  /**
   * Prepares the network for examples of a shard, and reads them.
   *
   * @param numbers of the examples within the span; the first {@code count} are used. Not modified;
   *     {@link #judge} reads them again.
   * @param key of the random numbers that training draws; 0 in evaluation
   * @param network receives the input. Modified.
   */
  void gather(Shard shard, Split split, long[] numbers, int count, long key, Network network);

  /** The targets of the examples, in the order of the network's output rows. */
  Matrix target();

  /** The weight of the example in a row. */
  float weight(int row);

  /**
   * Adds the errors of the last gathered examples.
   *
   * @param output of the network. Not modified.
   * @param errors of the same objective. Modified.
   */
  void judge(Matrix output, Loss loss, Errors errors);
}
