package org.sparklstm.job.config;

import java.util.Optional;
import java.util.OptionalInt;
import org.sparklstm.core.optim.Adagrad;
import org.sparklstm.core.optim.Adam;
import org.sparklstm.core.optim.Optimizer;
import org.sparklstm.core.optim.RmsProp;
import org.sparklstm.core.optim.Sgd;
import org.sparklstm.core.sequence.Answers;
import org.sparklstm.core.train.EpochPlan;
import org.sparklstm.core.train.LossKind;
import org.sparklstm.core.train.TrainingSpec;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.Setting.InModel;

/** {@code train}: how to train. */
public record TrainConfig(
    @Setting(
            value =
                "maximum number of passes over the training examples; 0 to keep the initial weights",
            or = "20",
            min = 0,
            mayChange = true,
            param = "epochs")
        int epochs,
    @Setting(
            value = "examples per step; for task next streams of tokens that a step reads on",
            or = "64",
            min = 1,
            max = 1000000,
            param = "batchSize")
        int batch,
    @Setting(
            value =
                "tokens of each stream that a step reads: the reach of truncated backpropagation through time, while states go on from step to step",
            or = "100",
            min = 1,
            max = 100000,
            param = "bptt",
            tasks = TaskKind.NEXT)
        int bptt,
    @Setting(
            value =
                "examples computed together: auto (about an eighth of a batch, 8 to 64) or a number",
            or = "auto",
            min = 1,
            param = "blockSize")
        OptionalInt block,
    @Setting(value = "adam, adamw, sgd, rmsprop or adagrad", or = "adam", param = "optimizer")
        OptimizerKind optimizer,
    @Setting(
            value = "sgd and rmsprop: share of the last step that is kept",
            or = "0",
            min = 0,
            below = 1,
            param = "momentum")
        double momentum,
    @Setting(value = "sgd: whether to use Nesterov momentum", or = "false", param = "nesterov")
        boolean nesterov,
    @Setting(
            value = "learning rate of the optimizer",
            or = "0.001",
            max = 1000,
            above = 0,
            param = "learningRate")
        double learningRate,
    @Setting(value = "how the learning rate changes") ScheduleConfig schedule,
    @Setting(
            value = "L2 penalty; with adamw decoupled weight decay",
            or = "0",
            min = 0,
            param = "weightDecay")
        double weightDecay,
    @Setting(value = "what else keeps a model of tokens from learning its text by heart")
        RegularizationConfig regularization,
    @Setting(
            value =
                "tokens whose logits a step computes besides those of its targets: sampled softmax, drawn by rank in frequency, the same ones in a whole step; validation and test compute all. 0 for all in training too",
            or = "0",
            min = 0,
            max = 1000000,
            param = "numNegatives",
            tasks = TaskKind.NEXT)
        int negatives,
    @Setting(
            value =
                "whether a step updates only the vectors of tokens that it has read, and with train.negatives only the head's rows that it has compared (torch.optim.SparseAdam; without weight decay): auto (with train.negatives, or more than 10,000 different tokens), true or false",
            or = "auto",
            param = "sparse",
            tasks = TaskKind.NEXT)
        Sparse sparse,
    @Setting(
            value = "largest norm of a gradient; 0 for no clipping",
            or = "1",
            min = 0,
            param = "clipNorm")
        double clipNorm,
    @Setting(
            value = "largest magnitude of a gradient element; 0 for no clipping",
            or = "0",
            min = 0,
            param = "clipValue")
        double clipValue,
    @Setting(
            value =
                "mse, mae or huber; quantile to forecast quantiles; normal, student-t or negative-binomial (for counts) to forecast a distribution, by its likelihood; cross-entropy to classify, to tag or to predict tokens; auto is mse, or cross-entropy",
            or = "auto",
            inModel = InModel.RECORDED,
            param = "loss")
        Loss loss,
    @Setting(
            value =
                "standard deviation of the normal noise that is added to all numbers that the network reads in training, as they are scaled, those of the calendar and of marks too; 0 for none",
            or = "0",
            min = 0,
            max = 1000,
            param = "inputNoise",
            tasks = {TaskKind.FORECAST, TaskKind.CLASSIFY, TaskKind.REGRESS})
        double inputNoise,
    @Setting(
            value = "share of a class's probability that is spread over all classes",
            or = "0",
            min = 0,
            max = 1,
            param = "labelSmoothing",
            tasks = {TaskKind.CLASSIFY, TaskKind.TAG})
        double labelSmoothing,
    @Setting(
            value = "none, or balanced: the rarer a class, the higher its weight",
            or = "none",
            param = "classWeights",
            tasks = {TaskKind.CLASSIFY, TaskKind.TAG})
        ClassWeights classWeights,
    @Setting(
            value =
                "of two classes, answer the rarer one so often that, on the validation span, this share of such answers is right; 0 to answer the likelier class",
            or = "0",
            min = 0,
            below = 1,
            param = "targetPrecision",
            tasks = TaskKind.CLASSIFY)
        double targetPrecision,
    @Setting(
            value =
                "of two classes, answer the rarer one so often that errors cost least on the validation span, if one that is not found costs as much as this many false alarms; 0 to answer the likelier class",
            or = "0",
            min = 0,
            param = "missCost",
            tasks = TaskKind.CLASSIFY)
        double missCost,
    @Setting(
            value =
                "all: once the best epoch is known, train again for as many epochs on all rows, those of validation and test included, so that the model has seen the newest; evaluate and promote judge the weights of the first training, which are kept beside it; or none",
            or = "none",
            param = "refit",
            paramOf = TaskKind.FORECAST,
            tasks = TaskKind.FORECAST)
        Refit refit,
    @Setting(
            value =
                "safetensors file with the initial weights, any Hadoop path, instead of random values; tensors are named as in a model's weights.safetensors",
            or = "",
            param = "initialWeightsPath")
        Optional<String> initialWeights,
    @Setting(
            value =
                "epochs without a better validation loss before training stops; 0 to never stop early",
            or = "5",
            min = 0,
            mayChange = true,
            param = "patience")
        int patience,
    @Setting(
            value =
                "epochs whose weights are averaged: an epoch counts by its own weights or by the mean of those of so many last epochs, whichever has the lower validation loss; 0 for no averages",
            or = "0",
            min = 0,
            max = 1000,
            param = "averageEpochs")
        int averageEpochs,
    @Setting(
            value =
                "epochs n: once an epoch's validation loss is above the lowest of those more than n before it, the weights after each further step are averaged, and the average is what is validated and saved (with sgd torch.optim.ASGD, started as AWD-LSTM does; 5 there); 0 for never",
            or = "0",
            min = 0,
            max = 1000,
            param = "averageTrigger",
            tasks = TaskKind.NEXT)
        int averageTrigger,
    @Setting(
            value =
                "where steps run: distributed (one job of the cluster per step), single (all in one JVM), or auto (the faster one, measured on the first steps); no effect on results",
            or = "auto",
            mayChange = true,
            param = "execution")
        Execution execution,
    @Setting(
            value =
                "rounds in which the sums of tasks are added: auto (1, or 2 if the driver would have much to add) or a number; no effect on results",
            or = "auto",
            min = 1,
            max = 10,
            mayChange = true,
            param = "aggregationDepth")
        OptionalInt aggregationDepth,
    @Setting(
            value =
                "whether sums of gradients are sent in as few bytes as hold them, without loss; no effect on results",
            or = "true",
            mayChange = true,
            param = "compressGradients")
        boolean compressGradients) {

  public TrainConfig {
    Ranges.check(
        TrainConfig.class,
        "train",
        epochs,
        batch,
        bptt,
        block,
        optimizer,
        momentum,
        nesterov,
        learningRate,
        schedule,
        weightDecay,
        regularization,
        negatives,
        sparse,
        clipNorm,
        clipValue,
        loss,
        inputNoise,
        labelSmoothing,
        classWeights,
        targetPrecision,
        missCost,
        refit,
        initialWeights,
        patience,
        averageEpochs,
        averageTrigger,
        execution,
        aggregationDepth,
        compressGradients);
    if (targetPrecision > 0 && missCost > 0) {
      throw UserException.of(
          "{train.target-precision} is %s and {train.miss-cost} %s: a threshold follows from one of them; set the other to 0",
          targetPrecision, missCost);
    }
    if (negatives > 0 && sparse == Sparse.FALSE) {
      throw UserException.of(
          "{train.sparse} is false, but with {train.negatives} (%d) a step has touched some rows only; set it to auto",
          negatives);
    }
    boolean takesMomentum = optimizer == OptimizerKind.SGD || optimizer == OptimizerKind.RMSPROP;
    if (momentum > 0 && !takesMomentum) {
      throw UserException.of(
          "{train.momentum} is %s: only sgd and rmsprop have a momentum; set it to 0 or change {train.optimizer}",
          momentum);
    }
    if (nesterov && (optimizer != OptimizerKind.SGD || momentum == 0)) {
      throw UserException.of(
          "{train.nesterov} needs {train.optimizer = sgd} and {train.momentum} above 0; found %s and %s",
          Keys.kebab(optimizer.name()), momentum);
    }
    if (schedule.kind() == ScheduleConfig.Kind.COSINE
        && epochs > 0
        && schedule.warmUp() >= epochs) {
      throw UserException.of(
          "{train.schedule.warm-up} is %d: it must be below {train.epochs} (%d)",
          schedule.warmUp(), epochs);
    }
    if (schedule.lowest() > learningRate) {
      throw UserException.of(
          "{train.schedule.lowest} is %s: it must not be above {train.learning-rate} (%s)",
          schedule.lowest(), learningRate);
    }
    if (averageEpochs > 1 && averageTrigger > 0) {
      throw UserException.of(
          "{train.average-epochs} is %d and {train.average-trigger} %d: either the weights of epochs are averaged or those of steps; set one to 0",
          averageEpochs, averageTrigger);
    }
    boolean plateau = schedule.kind() == ScheduleConfig.Kind.PLATEAU;
    if (plateau && patience > 0 && patience <= schedule.epochs() + 1) {
      throw UserException.of(
          "{train.patience} is %d: training would stop before the rate falls; with {train.schedule.epochs} at %d it must be above %d, or 0",
          patience, schedule.epochs(), schedule.epochs() + 1);
    }
  }

  /** Losses. */
  public enum Loss {
    AUTO,
    @ForTasks({TaskKind.FORECAST, TaskKind.REGRESS})
    MSE,
    @ForTasks({TaskKind.FORECAST, TaskKind.REGRESS})
    MAE,
    @ForTasks({TaskKind.FORECAST, TaskKind.REGRESS})
    HUBER,
    @ForTasks(TaskKind.FORECAST)
    QUANTILE,
    @ForTasks(TaskKind.FORECAST)
    NORMAL,
    @ForTasks(TaskKind.FORECAST)
    STUDENT_T,
    @ForTasks(TaskKind.FORECAST)
    NEGATIVE_BINOMIAL,
    @ForTasks({TaskKind.CLASSIFY, TaskKind.NEXT, TaskKind.TAG})
    CROSS_ENTROPY;

    /** The loss for predicted numbers. */
    public LossKind ofNumbers() {
      return switch (this) {
        case AUTO -> LossKind.MSE;
        case NORMAL, STUDENT_T, NEGATIVE_BINOMIAL -> LossKind.DISTRIBUTION;
        default -> LossKind.valueOf(name());
      };
    }

    /** The distribution whose likelihood this is, if it is one. */
    public Optional<Answers.Origin> distribution() {
      return switch (this) {
        case NORMAL, STUDENT_T, NEGATIVE_BINOMIAL -> Optional.of(Answers.Origin.valueOf(name()));
        default -> Optional.empty();
      };
    }

    /** Whether networks that are trained by either loss answer the same kind of values. */
    public boolean answersAs(Loss other) {
      return this == other || !(answersQuantiles() || other.answersQuantiles());
    }

    /** As it is written in a configuration. */
    public String text() {
      return Keys.kebab(name());
    }

    /** Whether the network answers quantiles, or what they follow from. */
    boolean answersQuantiles() {
      return this == QUANTILE || distribution().isPresent();
    }
  }

  /** Weights of classes. */
  public enum ClassWeights {
    NONE,
    BALANCED
  }

  /** Different tokens above which steps update the rows that they touch. */
  private static final int MANY_TOKENS = 10_000;

  /** Which rows of weights by token a step updates. */
  public enum Sparse {
    AUTO,
    TRUE,
    FALSE
  }

  /**
   * Whether a step updates the rows that it touches, and no others.
   *
   * @param tokens number of different tokens
   * @throws UserException if each step touches all
   */
  public boolean touchesRows(int tokens, ModelConfig model) {
    boolean touchesAll = model.tied() && negatives == 0;
    if (touchesAll && sparse == Sparse.TRUE) {
      throw UserException.of(
          "{train.sparse} is true, but each step computes with all rows of a weight that is tied; set {train.negatives}, or {model.tied} to false");
    }
    return negatives > 0
        || sparse == Sparse.TRUE
        || (sparse == Sparse.AUTO && tokens > MANY_TOKENS && !touchesAll);
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

  /** These settings for the core. */
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
        patience,
        averageEpochs,
        averageTrigger);
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

  /** Whether a threshold is to be chosen for the rarer of two classes. */
  public boolean choosesThreshold() {
    return targetPrecision > 0 || missCost > 0;
  }

  /** Whether to train again on all rows. */
  public enum Refit {
    NONE,
    ALL
  }

  /** The training of a model with another loss, which has ended. */
  public TrainConfig ended(Loss other) {
    return copy(epochs, schedule, other, Refit.NONE, patience);
  }

  /** The same training for a fixed number of epochs, at least 1. */
  TrainConfig refitting(int number) {
    return copy(number, schedule.within(number), loss, Refit.NONE, 0);
  }

  private TrainConfig copy(
      int passes, ScheduleConfig rates, Loss other, Refit again, int withoutBetter) {
    return new TrainConfig(
        passes,
        batch,
        bptt,
        block,
        optimizer,
        momentum,
        nesterov,
        learningRate,
        rates,
        weightDecay,
        regularization,
        negatives,
        sparse,
        clipNorm,
        clipValue,
        other,
        inputNoise,
        labelSmoothing,
        classWeights,
        targetPrecision,
        missCost,
        again,
        initialWeights,
        withoutBetter,
        averageEpochs,
        averageTrigger,
        execution,
        aggregationDepth,
        compressGradients);
  }
}
