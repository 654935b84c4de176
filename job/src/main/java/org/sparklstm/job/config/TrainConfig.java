package org.sparklstm.job.config;

import java.util.Optional;
import java.util.OptionalInt;
import org.sparklstm.core.optim.Adagrad;
import org.sparklstm.core.optim.Adam;
import org.sparklstm.core.optim.Optimizer;
import org.sparklstm.core.optim.RmsProp;
import org.sparklstm.core.optim.Sgd;
import org.sparklstm.core.train.EpochPlan;
import org.sparklstm.core.train.LossKind;
import org.sparklstm.core.train.TrainingSpec;

/** {@code train}: how to train. */
public record TrainConfig(
    @Setting(
            value =
                "most passes over the training windows or sequences; 0 to keep the weights to begin with",
            or = "20",
            min = 0,
            mayChange = true)
        int epochs,
    @Setting(value = "windows or sequences of a step", or = "64", min = 1, max = 1000000) int batch,
    @Setting(
            value =
                "windows or sequences computed together: auto (about an eighth of a batch, 8 to 64) or a number",
            or = "auto",
            min = 1)
        OptionalInt block,
    @Setting(value = "adam, adamw, sgd, rmsprop or adagrad", or = "adam") OptimizerKind optimizer,
    @Setting(
            value = "sgd and rmsprop: share of the last step that is kept",
            or = "0",
            min = 0,
            below = 1)
        double momentum,
    @Setting(value = "sgd: whether momentum looks ahead", or = "false") boolean nesterov,
    @Setting(value = "step size of the optimizer", or = "0.001", above = 0, max = 1000)
        double learningRate,
    @Setting(value = "how the learning rate changes") ScheduleConfig schedule,
    @Setting(value = "L2 penalty; with adamw what parameters shrink by", or = "0", min = 0)
        double weightDecay,
    @Setting(value = "largest norm of a gradient; 0 for no clipping", or = "1", min = 0)
        double clipNorm,
    @Setting(
            value = "largest magnitude of a gradient's elements; 0 for no clipping",
            or = "0",
            min = 0)
        double clipValue,
    @Setting(
            value =
                "mse, mae or huber, to classify cross-entropy; auto is mse, or cross-entropy to classify",
            or = "auto")
        Loss loss,
    @Setting(
            value = "share of a class's probability that is spread over all classes",
            or = "0",
            min = 0,
            max = 1)
        double labelSmoothing,
    @Setting(value = "none, or balanced: a class counts for the more the rarer it is", or = "none")
        ClassWeights classWeights,
    @Setting(
            value =
                "safetensors file to start from instead of drawing values, any Hadoop path; names are those of a model's weights.safetensors",
            or = "")
        Optional<String> initialWeights,
    @Setting(
            value = "epochs without a better validation loss before training stops; 0 for never",
            or = "5",
            min = 0,
            mayChange = true)
        int patience,
    @Setting(
            value =
                "where steps run: distributed (a job of the cluster each), single (all in one JVM), or auto (the quicker one, found out in the first steps); no effect on results",
            or = "auto",
            mayChange = true)
        Execution execution,
    @Setting(
            value =
                "rounds in which the tasks' sums come together: auto (1, or 2 where the driver would have much to add) or a number; no effect on results",
            or = "auto",
            min = 1,
            max = 10,
            mayChange = true)
        OptionalInt aggregationDepth,
    @Setting(
            value =
                "whether sums of gradients travel in as few bytes as hold them, without loss; no effect on results",
            or = "true",
            mayChange = true)
        boolean compressGradients) {

  public TrainConfig {
    Ranges.check(
        TrainConfig.class,
        "train",
        epochs,
        batch,
        block,
        optimizer,
        momentum,
        nesterov,
        learningRate,
        schedule,
        weightDecay,
        clipNorm,
        clipValue,
        loss,
        labelSmoothing,
        classWeights,
        initialWeights,
        patience,
        execution,
        aggregationDepth,
        compressGradients);
    boolean takesMomentum = optimizer == OptimizerKind.SGD || optimizer == OptimizerKind.RMSPROP;
    if (momentum > 0 && !takesMomentum) {
      throw new IllegalArgumentException(
          "train.momentum is %s: only sgd and rmsprop have one".formatted(momentum));
    }
    if (nesterov && (optimizer != OptimizerKind.SGD || momentum == 0)) {
      throw new IllegalArgumentException(
          "train.nesterov needs train.optimizer = sgd and train.momentum above 0; found %s and %s"
              .formatted(optimizer.name().toLowerCase(java.util.Locale.ROOT), momentum));
    }
    if (schedule.kind() == ScheduleConfig.Kind.COSINE
        && epochs > 0
        && schedule.warmUp() >= epochs) {
      throw new IllegalArgumentException(
          "train.schedule.warm-up is %d: it must be below train.epochs (%d)"
              .formatted(schedule.warmUp(), epochs));
    }
    if (schedule.lowest() > learningRate) {
      throw new IllegalArgumentException(
          "train.schedule.lowest is %s: it must not be above train.learning-rate (%s)"
              .formatted(schedule.lowest(), learningRate));
    }
    boolean plateau = schedule.kind() == ScheduleConfig.Kind.PLATEAU;
    if (plateau && patience > 0 && patience <= schedule.epochs() + 1) {
      throw new IllegalArgumentException(
          "train.patience is %d: training would stop before the rate falls; with train.schedule.epochs = %d it must be above %d, or 0"
              .formatted(patience, schedule.epochs(), schedule.epochs() + 1));
    }
  }

  /** Losses. */
  public enum Loss {
    AUTO,
    MSE,
    MAE,
    HUBER,
    CROSS_ENTROPY;

    boolean suits(JobConfig.Task task) {
      return this == AUTO || (this == CROSS_ENTROPY) == (task == JobConfig.Task.CLASSIFY);
    }

    /** For numbers. */
    public LossKind ofNumbers() {
      return this == AUTO ? LossKind.MSE : LossKind.valueOf(name());
    }
  }

  /** What classes count for. */
  public enum ClassWeights {
    NONE,
    BALANCED
  }

  /** Where steps run. */
  public enum Execution {
    AUTO,
    DISTRIBUTED,
    SINGLE
  }

  /** Optimizers. */
  public enum OptimizerKind {
    ADAM,
    ADAMW,
    SGD,
    RMSPROP,
    ADAGRAD
  }

  /** As the core wants it. */
  public TrainingSpec spec(long seed) {
    return new TrainingSpec(
        seed,
        epochs,
        batch,
        block.orElse(EpochPlan.blockFor(batch)),
        learningRate,
        schedule.schedule(epochs),
        clipNorm,
        clipValue,
        patience);
  }

  /** A fresh optimizer for that many parameters. */
  public Optimizer newOptimizer(int size) {
    return switch (optimizer) {
      case ADAM -> new Adam(size, weightDecay);
      case ADAMW -> new Adam(size, weightDecay, Adam.Decay.DECOUPLED);
      case SGD -> new Sgd(size, weightDecay, momentum, nesterov ? Sgd.Look.AHEAD : Sgd.Look.HERE);
      case RMSPROP -> new RmsProp(size, weightDecay, momentum, RmsProp.Scale.ROOT_MEAN_SQUARE);
      case ADAGRAD -> new Adagrad(size, weightDecay);
    };
  }
}
