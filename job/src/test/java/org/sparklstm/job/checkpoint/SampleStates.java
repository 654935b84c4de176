package org.sparklstm.job.checkpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sparklstm.core.layer.InitialValues;
import org.sparklstm.core.layer.NetworkSpec;
import org.sparklstm.core.layer.RecurrentSpec;
import org.sparklstm.core.optim.Adam;
import org.sparklstm.core.tensor.ParameterLayout;
import org.sparklstm.core.train.LastEpochs;
import org.sparklstm.core.train.TrainingState;
import org.sparklstm.core.train.WeightAverage;

/** States of a small training with two steps per epoch. */
final class SampleStates {
  private static final NetworkSpec NETWORK = NetworkSpec.forecaster(RecurrentSpec.lstm(2, 3), 4);
  static final ParameterLayout LAYOUT = NETWORK.layout();

  private SampleStates() {}

  static Origin origin() {
    return new Origin(
        Map.of("train.batch", "64"),
        new Origin.Data(10, "abc", List.of("x"), List.of(0.5), List.of(2.0), "UTC"));
  }

  /** The state after {@code epoch} epochs. */
  static TrainingState state(int epoch) {
    float[] parameters = InitialValues.of(NETWORK, epoch);
    Adam adam = new Adam(parameters.length, 0);
    adam.step(parameters.clone(), InitialValues.of(NETWORK, 10 + epoch), 0.1);
    List<Double> losses = new ArrayList<>();
    for (int i = 0; i < epoch; i++) {
      losses.add(1.0 / (1 + i));
    }
    TrainingState.Position position =
        new TrainingState.Position(
            epoch, 2L * epoch, 0.25f, 0, 0, 1.0 / epoch, 1.5, epoch - 1, 3, losses);
    return TrainingState.at(
            position,
            parameters,
            adam,
            InitialValues.of(NETWORK, 20 + epoch),
            new LastEpochs(
                List.of(InitialValues.of(NETWORK, 30 + epoch), InitialValues.of(NETWORK, epoch))))
        .with(WeightAverage.at(InitialValues.of(NETWORK, 40 + epoch), 3));
  }
}
