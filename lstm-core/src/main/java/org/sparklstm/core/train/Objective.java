package org.sparklstm.core.train;

import java.io.Serializable;
import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.loss.Loss;
import org.sparklstm.core.sequence.Split;

/** The objective of training: how examples are read, the loss, and how outputs are evaluated. */
public interface Objective extends Serializable {

  /** I, the network's inputs per time step. */
  int inputs();

  /** O, the network's outputs per example. */
  int outputs();

  /** Creates the loss. */
  Loss newLoss();

  /** Creates empty errors. Those of the test span collect details for reports. */
  Errors noErrors(Split span);

  /**
   * Creates what computes blocks.
   *
   * @param model whose objective this is
   * @param kernels of one thread
   */
  BlockWork newWork(ModelSpec model, Kernels kernels);
}
