package org.sparklstm.core.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.sparklstm.core.optim.Optimizer;

/** Prepares steps that touch some rows only, and applies what they find. */
final class RowSteps {
  /** Most steps whose tokens are asked for at once: on a cluster that takes a job. */
  private static final int AHEAD = 64;

  /** Bits that the sets of tokens of those steps may take, of a kind: 8 MiB. */
  private static final long SET_BITS = 1L << 26;

  private final RowLayout layout;
  private final GradientEngine engine;
  private final Supplier<Plan> epoch;
  private final int ahead;
  private List<StepPlan> known = List.of();
  private TokenSets sets;

  /** Optimizers of the parts that a step updates, kept for their memory. */
  private Part ofOthers;

  private Part ofRows;

  /**
   * @param engine knows the tokens of steps
   * @param epoch the plan of the current epoch, from its start
   */
  RowSteps(RowLayout layout, GradientEngine engine, Supplier<Plan> epoch) {
    this.layout = layout;
    ahead = (int) Math.max(1, Math.min(AHEAD, SET_BITS / layout.vocabulary()));
    this.engine = engine;
    this.epoch = epoch;
  }

  /** The rows that a step touches. */
  TouchedRows touched(StepPlan plan) {
    long number = known.isEmpty() ? -1 : plan.step() - known.get(0).step();
    if (number < 0 || number >= known.size()) {
      Plan next = epoch.get();
      next.skipTo(plan.step());
      known = new ArrayList<>();
      while (next.hasNext() && known.size() < ahead) {
        known.add(next.next());
      }
      sets = engine.tokens(known);
      number = 0;
    }
    int at = (int) number;
    return layout.touched(plan, sets.read().get(at), sets.predicted().get(at));
  }

  float[] gather(float[] parameters, TouchedRows touched) {
    return layout.gather(parameters, touched);
  }

  /** A gradient of all parameters. */
  float[] whole(float[] gradient, TouchedRows touched, int size) {
    float[] whole = new float[size];
    layout.scatter(gradient, touched, whole);
    return whole;
  }

  /**
   * Updates what a step has touched. The number of steps is that of all, also for rows that were
   * touched by few of them, as in {@code torch.optim.SparseAdam}.
   *
   * @param optimizer of all parameters. Modified.
   * @param parameters all of them. Modified.
   * @param some those of the step. Not modified.
   * @param gradient of those of the step. Not modified.
   */
  void update(
      Optimizer optimizer,
      float[] parameters,
      TouchedRows touched,
      float[] some,
      float[] gradient,
      double rate) {
    int size = layout.otherSize();
    if (ofOthers == null) {
      ofOthers = new Part(optimizer.resized(size), size);
    }
    ofOthers.step(optimizer, parameters, some, gradient, 0, rate, layout::copyOthers);
    int rows = some.length - size;
    if (ofRows == null || ofRows.parameters.length != rows) {
      ofRows = new Part(optimizer.ofRows(rows), rows);
    }
    ofRows.step(
        optimizer, parameters, some, gradient, size, rate, copy -> layout.copyRows(touched, copy));
    optimizer.setSteps(optimizer.steps() + 1);
  }

  /** Passes on the places of a part of all parameters. */
  @FunctionalInterface
  private interface Places {
    void to(RowLayout.Copy copy);
  }

  /** The optimizer of a part of the parameters, whose state comes from that of all. */
  private static final class Part {
    private final Optimizer optimizer;
    private final float[] parameters;
    private final float[] gradient;

    Part(Optimizer optimizer, int size) {
      this.optimizer = optimizer;
      parameters = new float[size];
      gradient = new float[size];
    }

    /**
     * @param from place of the part among the step's parameters
     */
    void step(
        Optimizer whole,
        float[] all,
        float[] some,
        float[] someGradient,
        int from,
        double rate,
        Places places) {
      Map<String, float[]> states = whole.state();
      Map<String, float[]> own = optimizer.state();
      states.forEach(
          (name, values) -> {
            float[] to = own.get(name);
            places.to((inAll, at, size) -> System.arraycopy(values, inAll, to, at, size));
          });
      optimizer.setSteps(whole.steps());
      System.arraycopy(some, from, parameters, 0, parameters.length);
      System.arraycopy(someGradient, from, gradient, 0, gradient.length);
      optimizer.step(parameters, gradient, rate);
      places.to((inAll, at, size) -> System.arraycopy(parameters, at, all, inAll, size));
      states.forEach(
          (name, values) -> {
            float[] changed = own.get(name);
            places.to((inAll, at, size) -> System.arraycopy(changed, at, values, inAll, size));
          });
    }
  }
}
