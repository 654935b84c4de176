package org.sparklstm.job.distributed;

import java.util.List;
import java.util.function.Consumer;
import org.sparklstm.core.train.GradientWatch;
import org.sparklstm.core.train.ModelSpec;
import org.sparklstm.core.train.TrainingListener;
import org.sparklstm.core.train.TrainingSpec;
import org.sparklstm.core.train.TrainingState;

/**
 * A training, wherever its steps are taken.
 *
 * @param state where it is; modified by whoever takes it on
 * @param listeners told in the driver
 * @param stateEvery steps after which listeners need the very state of a step, or 0 for only after
 *     epochs
 * @param gradientsEvery steps between two whose gradients listeners want, or 0 for none
 */
public record Training(
    ModelSpec model,
    TrainingSpec spec,
    TrainingState state,
    List<TrainingListener> listeners,
    int stateEvery,
    long gradientsEvery) {

  /** Tells of the gradients that are wanted, or of none. */
  TrainingListener gradientWatch(Consumer<TrainingListener.GradientReport> told) {
    return gradientsEvery > 0
        ? new GradientWatch(model.network().layout(), gradientsEvery, told)
        : new TrainingListener() {};
  }
}
