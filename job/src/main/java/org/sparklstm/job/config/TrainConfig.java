package org.sparklstm.job.config;

import java.util.OptionalInt;
import org.sparklstm.core.optim.Adam;
import org.sparklstm.core.optim.Optimizer;
import org.sparklstm.core.optim.Sgd;
import org.sparklstm.core.train.EpochPlan;
import org.sparklstm.core.train.LossKind;
import org.sparklstm.core.train.TrainingSpec;

/** {@code train}: how to train. */
public record TrainConfig(
    @Setting(value = "most passes over the training windows", or = "20", min = 1) int epochs,
    @Setting(value = "windows of a step", or = "64", min = 1, max = 1000000) int batch,
    @Setting(
            value =
                "windows computed together: auto (about an eighth of a batch, 8 to 64) or a number",
            or = "auto",
            min = 1)
        OptionalInt block,
    @Setting(value = "adam or sgd", or = "adam") OptimizerKind optimizer,
    @Setting(value = "step size of the optimizer", or = "0.001", above = 0, max = 1000)
        double learningRate,
    @Setting(value = "L2 penalty", or = "0", min = 0) double weightDecay,
    @Setting(value = "largest norm of a gradient; 0 for no clipping", or = "1", min = 0)
        double clipNorm,
    @Setting(value = "mse, mae or huber", or = "mse") LossKind loss,
    @Setting(
            value = "epochs without a better validation loss before training stops; 0 for never",
            or = "5",
            min = 0)
        int patience) {

  public TrainConfig {
    Ranges.check(
        TrainConfig.class,
        "train",
        epochs,
        batch,
        block,
        optimizer,
        learningRate,
        weightDecay,
        clipNorm,
        loss,
        patience);
  }

  /** Optimizers. */
  public enum OptimizerKind {
    ADAM,
    SGD
  }

  /** As the core wants it. */
  public TrainingSpec spec(long seed) {
    return new TrainingSpec(
        seed,
        epochs,
        batch,
        block.orElse(EpochPlan.blockFor(batch)),
        learningRate,
        clipNorm,
        patience);
  }

  /** A fresh optimizer for that many parameters. */
  public Optimizer newOptimizer(int size) {
    return switch (optimizer) {
      case ADAM -> new Adam(size, weightDecay);
      case SGD -> new Sgd(weightDecay);
    };
  }
}
