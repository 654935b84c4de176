package org.sparklstm.job.distributed;

import java.util.List;
import java.util.function.Consumer;
import org.sparklstm.core.train.GradientWatch;
import org.sparklstm.core.train.ModelSpec;
import org.sparklstm.core.train.StreamSpec;
import org.sparklstm.core.train.TrainingListener;
import org.sparklstm.core.train.TrainingSpec;
import org.sparklstm.core.train.TrainingState;

/**
 * A training, independent of the loop that runs it.
 *
 * @param streams how streams are read; null for steps of examples
 * @param state current state, modified by the loop
 * @param listeners called in the driver
 * @param stateEvery interval, in steps, at which listeners need the state of exactly that step; 0
 *     if they need it after epochs only
 * @param gradientsEvery interval, in steps, at which listeners receive gradients; 0 for never
 */
public record Training(
    ModelSpec model,
    TrainingSpec spec,
    StreamSpec streams,
    TrainingState state,
    List<TrainingListener> listeners,
    int stateEvery,
    long gradientsEvery) {

  /** A training whose steps are of examples. */
  public Training(
      ModelSpec model,
      TrainingSpec spec,
      TrainingState state,
      List<TrainingListener> listeners,
      int stateEvery,
      long gradientsEvery) {
    this(model, spec, null, state, listeners, stateEvery, gradientsEvery);
  }

  /** A listener that passes on the gradients of every {@link #gradientsEvery} steps. */
  TrainingListener gradientWatch(Consumer<TrainingListener.GradientReport> consumer) {
    return gradientsEvery > 0
        ? new GradientWatch(model.network().layout(), gradientsEvery, consumer)
        : new TrainingListener() {};
  }
}
