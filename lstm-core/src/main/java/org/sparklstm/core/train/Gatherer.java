package org.sparklstm.core.train;

import org.sparklstm.core.layer.Network;
import org.sparklstm.core.loss.Loss;
import org.sparklstm.core.sequence.Shard;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.core.tensor.Matrix;

/** Brings examples before a network. Keeps its scratch; serves one thread at a time. */
interface Gatherer {

  /**
   * Prepares the network for some examples of a shard, and reads them.
   *
   * @param numbers of the examples among those of the span; the first {@code count} are meant. Not
   *     modified, and still looked at by {@link #judge}.
   * @param network Modified.
   */
  void gather(Shard shard, Split split, long[] numbers, int count, Network network);

  /** What the network should answer, in rows as it answers. */
  Matrix target();

  /** What the example in that row counts for. */
  float weight(int row);

  /**
   * Judges the answers to the examples gathered last.
   *
   * @param output Not modified.
   * @param errors of the same objective. Modified.
   */
  void judge(Matrix output, Loss loss, Errors errors);
}
