package org.sparklstm.core.train;

import java.io.Serializable;
import org.sparklstm.core.loss.Loss;
import org.sparklstm.core.sequence.Split;

/** What a network is to learn from examples, and how its answers are judged. */
public sealed interface Objective extends Serializable
    permits Forecasting, Classification, Regression {

  /** I, values a time step that the network sees. */
  int inputs();

  /** O, values that it answers an example with. */
  int outputs();

  /** A fresh loss of such answers. */
  Loss newLoss();

  /** Errors of no answer yet; those of the test span go into detail, for people to look at. */
  Errors noErrors(Split span);

  /** Scratch to gather examples with. */
  Gatherer newGatherer();
}
