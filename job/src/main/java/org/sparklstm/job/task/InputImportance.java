package org.sparklstm.job.task;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.random.CounterRandom;
import org.sparklstm.core.sequence.CutWindow;
import org.sparklstm.core.sequence.Window;
import org.sparklstm.core.sequence.WindowReader;
import org.sparklstm.core.tensor.Matrix;
import org.sparklstm.core.train.Forecaster;
import org.sparklstm.core.train.Forecasting;
import org.sparklstm.core.train.ModelSpec;
import org.sparklstm.job.Json;

/**
 * How much a forecaster relies on each of its inputs: by what share its mean absolute error grows
 * when all windows of a sample get the input's values of other windows (permutation importance,
 * Breiman 2001; Fisher, Rudin and Dominici 2019). The windows that exchange values are the same for
 * all inputs.
 */
final class InputImportance {
  /** Windows that are forecast at once. */
  private static final int BATCH = 64;

  private final WindowReader reader;
  private final Forecaster forecaster;
  private final List<CutWindow> windows;
  private final int[] partners;

  /**
   * @param windows a sample of a span on which the model was not trained. Not modified.
   * @param seed of the permutation
   */
  InputImportance(ModelSpec model, float[] weights, List<CutWindow> windows, long seed) {
    reader = ((Forecasting) model.objective()).reader();
    forecaster = new Forecaster(model.network(), reader, weights, Kernels.fastest());
    this.windows = windows;
    partners = permutation(windows.size(), CounterRandom.key(seed, 1));
  }

  private static int[] permutation(int count, long key) {
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      int other = (int) Math.floorMod(CounterRandom.bits(key, i), (long) i + 1);
      order[i] = order[other];
      order[other] = i;
    }
    return order;
  }

  /** The growth of the error by input, largest first; nothing if there is no error to grow. */
  Optional<Json> of(List<PanelInput> inputs) {
    double error = error(windows);
    if (windows.size() < 2 || !(error > 0)) {
      return Optional.empty();
    }
    record Growth(PanelInput input, double share) {}
    List<Growth> all = new ArrayList<>();
    for (PanelInput input : inputs) {
      all.add(new Growth(input, error(exchanged(input)) / error - 1));
    }
    all.sort(Comparator.comparingDouble(Growth::share).reversed());
    return Optional.of(
        new Json()
            .put("windows", windows.size())
            .put("mae", error)
            .put(
                "inputs",
                all.stream()
                    .map(
                        one ->
                            new Json()
                                .put("name", one.input().name())
                                .put("key", one.input().key())
                                .put("error_increase", one.share()))
                    .toList()));
  }

  private List<CutWindow> exchanged(PanelInput input) {
    List<CutWindow> exchanged = new ArrayList<>();
    for (int i = 0; i < windows.size(); i++) {
      exchanged.add(input.exchanged(windows.get(i), windows.get(partners[i])));
    }
    return exchanged;
  }

  /** The mean absolute error of forecasts from some windows of what truly came in the sample. */
  private double error(List<CutWindow> seen) {
    double sum = 0;
    long count = 0;
    for (int from = 0; from < seen.size(); from += BATCH) {
      int to = Math.min(seen.size(), from + BATCH);
      Window[] batch =
          seen.subList(from, to).stream().map(CutWindow::window).toArray(Window[]::new);
      Matrix answers = Matrix.zeros(batch.length, reader.layout().values());
      forecaster.forecast(batch, answers);
      for (int b = 0; b < batch.length; b++) {
        Window truth = windows.get(from + b).window();
        for (int step = 0; step < reader.spec().horizon(); step++) {
          for (int target = 0; target < reader.targets(); target++) {
            if (reader.isObserved(truth, step, target)) {
              float forecast =
                  reader.reported(answers.at(b, reader.layout().point(step, target)), target);
              sum +=
                  Math.abs(
                      (double) forecast
                          - reader.reported(reader.actual(truth, step, target), target));
              count++;
            }
          }
        }
      }
    }
    return sum / count;
  }
}
