package org.sparklstm.job.task;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.sparklstm.core.layer.NetworkSpec;
import org.sparklstm.core.sequence.WindowReader;
import org.sparklstm.core.train.Classification;
import org.sparklstm.core.train.Forecasting;
import org.sparklstm.core.train.ModelSpec;
import org.sparklstm.core.train.Regression;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.config.TrainConfig.ClassWeights;
import org.sparklstm.job.data.table.Statistics;

/** What configurations describe, as the core wants it. */
public final class ModelSpecs {
  /** Examples that are computed together at least, in evaluation. */
  private static final int EVALUATED_TOGETHER = 64;

  private ModelSpecs() {}

  /** A forecaster. */
  public static ModelSpec forecaster(JobConfig config) {
    WindowReader reader =
        new WindowReader(
            config.window().spec(), config.data().columns().size(), config.data().targets().size());
    NetworkSpec network = config.model().spec(reader.inputs(), reader.outputs());
    refuseTooLarge(network, config, config.window().lookback(), "window.lookback");
    return new ModelSpec(network, new Forecasting(reader, config.train().loss().ofNumbers()));
  }

  /**
   * What tells sequences apart.
   *
   * @param inputs I, values a time step
   * @param weights what each class counts for
   * @param longest steps of the longest sequence
   */
  public static ModelSpec classifier(
      JobConfig config, int inputs, List<Double> weights, int longest) {
    NetworkSpec network = config.model().spec(inputs, weights.size());
    refuseTooLarge(network, config, longest, "the steps of the longest sequence");
    return new ModelSpec(
        network, new Classification(inputs, weights, config.train().labelSmoothing()));
  }

  /**
   * What classes count for: 1, or n / (C · n_c), so that all together count for the same.
   *
   * @param counts sequences of each class
   */
  public static List<Double> classWeights(JobConfig config, List<Long> counts) {
    if (config.train().classWeights() == ClassWeights.NONE) {
      return Collections.nCopies(counts.size(), 1.0);
    }
    long all = counts.stream().mapToLong(Long::longValue).sum();
    List<Double> weights = new ArrayList<>();
    counts.forEach(count -> weights.add((double) all / ((double) counts.size() * count)));
    return weights;
  }

  /**
   * What finds the number that belongs to a sequence.
   *
   * @param inputs I, values a time step
   * @param longest steps of the longest sequence
   */
  public static ModelSpec regressor(JobConfig config, int inputs, int longest) {
    NetworkSpec network = config.model().spec(inputs, 1);
    refuseTooLarge(network, config, longest, "the steps of the longest sequence");
    return new ModelSpec(network, new Regression(inputs, config.train().loss().ofNumbers()));
  }

  /**
   * What a saved model is.
   *
   * @param name what messages call the model
   */
  public static ModelSpec of(
      JobConfig config,
      Statistics statistics,
      List<String> classes,
      List<Double> classWeights,
      String name) {
    int columns = statistics.columns().size();
    return switch (config.task()) {
      case FORECAST -> {
        if (!statistics.columns().equals(config.data().columns())) {
          throw new UserException(
              "model %s has statistics of the columns %s, expected %s"
                  .formatted(name, statistics.columns(), config.data().columns()));
        }
        yield forecaster(config);
      }
      case CLASSIFY -> {
        if (classes.size() < 2
            || columns < 1
            || classWeights == null
            || classWeights.size() != classes.size()) {
          throw new UserException(
              "model %s has %d classes, weights %s and %d columns, expected at least two, as many, and one"
                  .formatted(name, classes.size(), classWeights, columns));
        }
        yield classifier(config, columns, classWeights, 1);
      }
      case REGRESS -> {
        if (columns < 2) {
          throw new UserException(
              "model %s has %d columns, expected those of a step and the label"
                  .formatted(name, columns));
        }
        yield regressor(config, columns - 1, 1);
      }
    };
  }

  /**
   * One array holds all parameters, and one the gates of all steps of a block.
   *
   * @param shorter what to make less of, besides the model, to have fewer steps
   */
  private static void refuseTooLarge(
      NetworkSpec network, JobConfig config, int steps, String shorter) {
    long block = config.train().spec(0).block();
    double gates = 4.0 * config.model().hidden() * steps * Math.max(block, EVALUATED_TOGETHER);
    try {
      network.layout();
    } catch (IllegalArgumentException e) {
      throw new UserException(
          "the network has more than %,d parameters; lower model.hidden (%d), model.layers (%d) or what it answers (%d values)"
              .formatted(
                  Integer.MAX_VALUE,
                  config.model().hidden(),
                  config.model().layers(),
                  network.outputs()),
          e);
    }
    if (gates > Integer.MAX_VALUE) {
      throw new UserException(
          "a block needs %,.0f values for its gates, more than the %,d of an array; lower model.hidden (%d), train.block (%d) or %s (%,d)"
              .formatted(gates, Integer.MAX_VALUE, config.model().hidden(), block, shorter, steps));
    }
  }
}
