package org.sparklstm.job.task;

import java.util.List;
import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.sequence.CutWindow;
import org.sparklstm.core.sequence.Offsets;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.core.sequence.Window;
import org.sparklstm.core.sequence.WindowReader;
import org.sparklstm.core.train.Calibration;
import org.sparklstm.core.train.Forecasting;
import org.sparklstm.core.train.InferenceBatch;
import org.sparklstm.core.train.ModelSpec;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.distributed.PlacedShards;
import org.sparklstm.job.distributed.WindowSample;

/**
 * The errors of a forecaster on the validation span, which quantiles are made of. Early stopping
 * has seen the same windows, so they are a little smaller than those on new ones.
 *
 * @param table name of the table in messages
 */
record ValidationErrors(JobConfig config, String table, ModelSpec model, PlacedShards shards) {
  /** Fewest errors of a step that its quantiles may follow from. */
  private static final int FEWEST = 50;

  /** Largest number of windows that are asked, evenly spread over the span. */
  private static final int MOST_WINDOWS = 5_000;

  /** Largest number of values of the windows that the driver holds, 128 MB. */
  private static final long MOST_VALUES = 1L << 25;

  /**
   * What is to be added to the network's outputs, and to sums of forecasts.
   *
   * @throws UserException if there are too few errors
   */
  Offsets offsets(float[] weights) {
    Forecasting objective = (Forecasting) model.objective();
    WindowReader reader = objective.reader();
    WindowReader ofSteps = reader.answering(reader.answers().withTotals(List.of()));
    List<Double> steps = List.of();
    if (config.forecast().isCalibrated()) {
      List<CutWindow> windows =
          WindowSample.of(shards, reader.spec(), Split.VALIDATION, most(), config.run().seed());
      Calibration calibration = measured(windows, model.with(objective.with(ofSteps)), weights);
      requireEnough(config, table, calibration.fewest());
      steps = calibration.ofSteps();
    }
    if (!config.forecast().total()) {
      return new Offsets(steps, List.of());
    }
    // sums are those of the forecasts that have been corrected
    WindowReader corrected = reader.with(new Offsets(steps, List.of()));
    Calibration calibration =
        measured(wholeWindows(), model.with(objective.with(corrected)), weights);
    Calibration.Sum sum = config.forecastsMeans() ? Calibration.Sum.MEAN : Calibration.Sum.BIASED;
    return new Offsets(steps, calibration.ofTotals(sum));
  }

  /**
   * Windows all of whose values were observed.
   *
   * @throws UserException if there are too few
   */
  List<CutWindow> wholeWindows() {
    WindowReader reader = ((Forecasting) model.objective()).reader();
    List<CutWindow> windows =
        WindowSample.whole(shards, reader, Split.VALIDATION, most(), config.run().seed());
    if (windows.size() < FEWEST) {
      throw UserException.of(
          "{forecast.total = true} needs at least %d windows in the validation span of %s whose %d rows to forecast were all observed, found %,d; raise {data.split.validation} (%s), lower {window.horizon}, or set {forecast.total = false}",
          FEWEST,
          table,
          reader.spec().horizon(),
          windows.size(),
          config.data().split().validation());
    }
    return windows;
  }

  private int most() {
    WindowReader reader = ((Forecasting) model.objective()).reader();
    long values = (long) reader.spec().span() * reader.columnsOfRows();
    return (int) Math.max(FEWEST, Math.min(MOST_WINDOWS, MOST_VALUES / values));
  }

  private Calibration measured(List<CutWindow> windows, ModelSpec spec, float[] weights) {
    Calibration calibration = new Calibration(spec, weights, Kernels.fastest());
    for (int from = 0; from < windows.size(); from += InferenceBatch.SIZE) {
      int to = Math.min(windows.size(), from + InferenceBatch.SIZE);
      calibration.add(
          windows.subList(from, to).stream().map(CutWindow::window).toArray(Window[]::new));
    }
    return calibration;
  }

  /**
   * Refuses too few errors.
   *
   * @param count errors of each step, or more
   */
  static void requireEnough(JobConfig config, String table, long count) {
    if (count < FEWEST) {
      throw UserException.of(
          "{forecast.calibrate = conformal} needs at least %d actual values of each step in the validation span of %s, found %,d; raise {data.split.validation} (%s), or set {forecast.calibrate = none}",
          FEWEST, table, count, config.data().split().validation());
    }
  }
}
