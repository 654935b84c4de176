package org.sparklstm.job.distributed;

import java.util.ArrayList;
import java.util.List;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.core.train.Errors;
import org.sparklstm.core.train.Trainer;
import org.sparklstm.core.train.TrainingListener;

/** Runs the loop in the driver; the engine computes here or on the cluster. */
public final class DriverLoop implements TrainingLoop {
  private final TimedEngine engine;
  private final StepClock clock;
  private final Trainer trainer;

  public DriverLoop(Training training, TimedEngine engine) {
    this.engine = engine;
    clock = new StepClock(engine);
    List<TrainingListener> listeners = new ArrayList<>(training.listeners());
    listeners.add(0, clock);
    listeners.add(
        training.gradientWatch(
            report -> training.listeners().forEach(listener -> listener.onGradients(report))));
    trainer = new Trainer(training.spec(), training.streams(), training.state(), clock, listeners);
  }

  @Override
  public StepTimes advance(long steps) {
    trainer.advance(steps);
    return clock.takeTimes();
  }

  @Override
  public Errors evaluate(float[] parameters, Split split) {
    return engine.evaluate(parameters, split);
  }

  @Override
  public String name() {
    return engine.name();
  }

  @Override
  public void close() {
    engine.close();
  }
}
