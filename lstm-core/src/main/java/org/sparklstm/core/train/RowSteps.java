package org.sparklstm.core.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.sparklstm.core.optim.Optimizer;

/** Prepares steps that touch some rows only, and applies what they find. */
final class RowSteps {
  /** Steps whose tokens are asked for at once: on a cluster that takes a job. */
  private static final int AHEAD = 64;

  private final RowLayout layout;
  private final GradientEngine engine;
  private final Supplier<Plan> epoch;
  private List<StepPlan> known = List.of();
  private TokenSets sets;

  /**
   * @param engine knows the tokens of steps
   * @param epoch the plan of the current epoch, from its start
   */
  RowSteps(RowLayout layout, GradientEngine engine, Supplier<Plan> epoch) {
    this.layout = layout;
    this.engine = engine;
    this.epoch = epoch;
  }

  /** The rows that a step touches. */
  TouchedRows touched(StepPlan plan) {
    long number = known.isEmpty() ? -1 : plan.step() - known.get(0).step();
    if (number < 0 || number >= known.size()) {
      Plan ahead = epoch.get();
      ahead.skipTo(plan.step());
      known = new ArrayList<>();
      while (ahead.hasNext() && known.size() < AHEAD) {
        known.add(ahead.next());
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
   * @param some those of the step. Modified.
   * @param gradient of those of the step. Not modified.
   */
  void update(
      Optimizer optimizer,
      float[] parameters,
      TouchedRows touched,
      float[] some,
      float[] gradient,
      double rate) {
    Map<String, float[]> states = new TreeMap<>();
    optimizer.state().forEach((name, all) -> states.put(name, layout.gather(all, touched)));
    int others = layout.otherSize();
    step(optimizer.resized(others), optimizer.steps(), states, some, gradient, 0, others, rate);
    int size = some.length;
    Optimizer ofRows = optimizer.ofRows(size - others);
    step(ofRows, optimizer.steps(), states, some, gradient, others, size, rate);
    layout.scatter(some, touched, parameters);
    optimizer.state().forEach((name, all) -> layout.scatter(states.get(name), touched, all));
    optimizer.count();
  }

  private static void step(
      Optimizer part,
      long steps,
      Map<String, float[]> states,
      float[] parameters,
      float[] gradient,
      int from,
      int to,
      double rate) {
    Map<String, float[]> own = new TreeMap<>();
    states.forEach((name, values) -> own.put(name, Arrays.copyOfRange(values, from, to)));
    part.restore(steps, own);
    float[] some = Arrays.copyOfRange(parameters, from, to);
    part.step(some, Arrays.copyOfRange(gradient, from, to), rate);
    System.arraycopy(some, 0, parameters, from, some.length);
    part.state()
        .forEach(
            (name, values) -> System.arraycopy(values, 0, states.get(name), from, values.length));
  }
}
