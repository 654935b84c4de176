package org.sparklstm.job.onnx;

import static org.sparklstm.job.onnx.OnnxGraph.attribute;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.Arrays;
import java.util.List;
import org.sparklstm.core.sequence.PanelSpec;
import org.sparklstm.core.sequence.WindowScale;
import org.sparklstm.core.sequence.WindowSpec;

/**
 * Adds what the targets of a window are measured by: its level, and the baseline to which answers
 * are relative. All values are float32 and of the shape (B, 1, targets), unless their name says
 * more.
 */
final class PanelMeasure {
  private final OnnxGraph graph;
  private final WindowSpec windows;
  private final PanelSpec panel;
  private final PanelInputs.Targets targets;
  private final int rows;
  private final int count;
  private final String level;
  private final String isLevelKnown;
  private final OnnxSeriesScales scales;

  /**
   * Adds the level.
   *
   * @param lookback the same targets in the lookback
   * @param scales what series are measured by, if that is their own mean and deviation
   * @param usual the level where a window has none (B, 1, targets); null without such
   * @param rows rows of the targets
   * @param count T, targets
   */
  PanelMeasure(
      OnnxGraph graph,
      WindowSpec windows,
      PanelSpec panel,
      PanelInputs.Targets targets,
      PanelInputs.Targets lookback,
      OnnxSeriesScales scales,
      String usual,
      int rows,
      int count) {
    this.graph = graph;
    this.windows = windows;
    this.panel = panel;
    this.targets = targets;
    this.rows = rows;
    this.count = count;
    this.scales = scales;
    if (panel.scale() == WindowScale.NONE || panel.scale() == WindowScale.SERIES) {
      level = isScaled() ? scales.mean(count) : null;
      isLevelKnown = null;
      return;
    }
    boolean isRatio = panel.scale() == WindowScale.RATIO;
    String sum = sum(isRatio ? graph.node("Abs", List.of(lookback.stored())) : lookback.stored());
    String observed = sum(lookback.observed());
    isLevelKnown =
        graph.node(
            "Greater",
            List.of(
                isRatio ? graph.node("Min", List.of(observed, sum)) : observed,
                graph.doubles(new double[] {0})));
    String mean = graph.cast(graph.node("Div", List.of(sum, observed)), DataType.FLOAT);
    level = graph.node("Where", List.of(isLevelKnown, mean, usual));
  }

  /** Whether the network sees the level. */
  boolean isScaled() {
    return panel.scale() != WindowScale.NONE;
  }

  /** The sum over the lookback, float64 as in the core. */
  private String sum(String values) {
    return graph.node("ReduceSum", List.of(graph.cast(values, DataType.DOUBLE), graph.longs(1)));
  }

  private String perTarget(float[] values) {
    return graph.floats(values, 1, 1, values.length);
  }

  private String constant(float value) {
    float[] values = new float[count];
    Arrays.fill(values, value);
    return perTarget(values);
  }

  /** The level as the network sees it, and whether it was substituted (B, 1, targets + 1). */
  String levelChannels() {
    String usual = perTarget(panel.levels());
    String channel =
        panel.scale() == WindowScale.RATIO
            ? graph.node("Log", List.of(graph.node("Div", List.of(level, usual))))
            : graph.node(
                "Div",
                List.of(graph.node("Sub", List.of(level, usual)), perTarget(panel.spreads())));
    if (panel.scale() == WindowScale.SERIES) {
      return graph.concat(List.of(channel, scales.isSubstituted()), 2);
    }
    String areAllKnown =
        graph.node(
            "ReduceMin",
            List.of(graph.cast(isLevelKnown, DataType.FLOAT)),
            attribute("axes", new long[] {2}));
    String isSubstituted = graph.node("Sub", List.of(graph.floats(new float[] {1}), areAllKnown));
    return graph.concat(List.of(channel, isSubstituted), 2);
  }

  /** What the distance of a target from its base is divided by. */
  String factor() {
    return switch (panel.scale()) {
      case NONE, SHIFT -> constant(1);
      case RATIO -> level;
      case SERIES -> scales.deviation(count);
    };
  }

  /** What is subtracted from the targets that the network reads. */
  String shift() {
    return switch (windows.baseline()) {
      case LAST -> last();
      case NONE, SEASONAL -> levelShift();
    };
  }

  private String levelShift() {
    return switch (panel.scale()) {
      case NONE, RATIO -> constant(0);
      case SHIFT, SERIES -> level;
    };
  }

  /** What answers are relative to (B, 1 or horizon, targets). */
  String base() {
    return switch (windows.baseline()) {
      case NONE -> levelShift();
      case LAST -> last();
      case SEASONAL -> seasonal();
    };
  }

  /** The last observed value, or the level where there is none. */
  private String last() {
    return lastObserved(
        targets.stored(),
        targets.observed(),
        graph.floats(numbers(rows), rows, 1),
        isScaled() ? level : constant(0));
  }

  /** The nearest observed values whole seasons earlier, else the last one (B, horizon, targets). */
  private String seasonal() {
    int period = windows.period();
    // rows by season and place in it, the last season complete
    int seasons = (rows + period - 1) / period;
    int before = seasons * period - rows;
    String nearest =
        lastObserved(
            bySeason(targets.stored(), seasons, before),
            bySeason(targets.observed(), seasons, before),
            graph.floats(numbers(seasons), seasons, 1, 1),
            graph.unsqueeze(last(), 1));
    long[] places = new long[windows.horizon()];
    for (int step = 0; step < places.length; step++) {
      places[step] = step % period;
    }
    return graph.node(
        "Gather",
        List.of(graph.reshape(nearest, 0, period, count), graph.longs(places)),
        attribute("axis", 1));
  }

  private String bySeason(String values, int seasons, int before) {
    return graph.reshape(graph.padded(values, 3, before, 0), 0, seasons, windows.period(), count);
  }

  /**
   * The last observed value along axis 1.
   *
   * @param numbers from 1 along that axis
   * @param otherwise the value where none is observed
   */
  private String lastObserved(String values, String observed, String numbers, String otherwise) {
    String ranks = graph.node("Mul", List.of(observed, numbers));
    String place = graph.node("ArgMax", List.of(ranks), attribute("axis", 1));
    String value = graph.node("GatherElements", List.of(values, place), attribute("axis", 1));
    String largest = graph.node("ReduceMax", List.of(ranks), attribute("axes", new long[] {1}));
    String isAny = graph.node("Greater", List.of(largest, graph.floats(new float[] {0})));
    return graph.node("Where", List.of(isAny, value, otherwise));
  }

  private static float[] numbers(int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = i + 1;
    }
    return numbers;
  }
}
