package org.sparklstm.job.distributed;

import java.util.List;
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
 */
public record Training(
    ModelSpec model,
    TrainingSpec spec,
    TrainingState state,
    List<TrainingListener> listeners,
    int stateEvery) {}
