package org.sparklstm.job.onnx;

import static org.sparklstm.job.onnx.OnnxGraph.attribute;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sparklstm.core.layer.NetworkSpec;
import org.sparklstm.core.sequence.Baseline;
import org.sparklstm.core.sequence.PanelSpec;
import org.sparklstm.core.sequence.WindowReader;
import org.sparklstm.core.sequence.WindowSpec;
import org.sparklstm.job.config.DataConfig;
import org.sparklstm.job.data.table.Statistics;
import org.sparklstm.job.data.table.TargetUnits;

/**
 * Adds the forecast of a panel to a graph: inputs and outputs are in users' units, and channels,
 * level and baseline are those of {@link PanelSpec}. See {@link PanelInputs} for the inputs.
 */
final class OnnxPanel {
  private final OnnxGraph graph;
  private final WindowSpec windows;
  private final PanelSpec panel;
  private final Statistics statistics;
  private final PanelInputs inputs;
  private final int count;
  private final OnnxAnswers answers;

  OnnxPanel(OnnxGraph graph, WindowReader reader, DataConfig data, Statistics statistics) {
    this.graph = graph;
    this.statistics = statistics;
    windows = reader.spec();
    panel = reader.panel().orElseThrow();
    count = reader.targets();
    answers = new OnnxAnswers(graph, reader);
    inputs = new PanelInputs(graph, reader, data, statistics);
  }

  /** Names of the columns of each input, in order. */
  Map<String, List<String>> inputs() {
    return inputs.named();
  }

  /** The outputs. */
  OnnxAnswers answers() {
    return answers;
  }

  /** Rows before the horizon that a forecast depends on. */
  int rows() {
    return inputs.rows();
  }

  /**
   * Adds the network, and all that turns inputs into forecasts.
   *
   * @return name of the forecasts, shaped as by {@link OnnxAnswers#shaped}, float64
   */
  String add(NetworkSpec network, float[] weights) {
    PanelInputs.Targets targets = inputs.targets();
    PanelInputs.Targets lookback =
        new PanelInputs.Targets(
            inputs.lookback(targets.stored()), inputs.lookback(targets.observed()));
    PanelMeasure measure =
        new PanelMeasure(
            graph,
            windows,
            panel,
            targets,
            lookback,
            inputs.scales(),
            inputs.levels(),
            inputs.rows(),
            count);
    String lengths = inputs.lengths();
    String numbers = fromFirst(numbers(targets, lookback, measure), lengths);
    List<String> classes = inputs.classes().stream().map(one -> fromFirst(one, lengths)).toList();
    String short32 = lengths.isEmpty() ? "" : graph.cast(lengths, DataType.INT32);
    String answer =
        answers.shaped(
            new OnnxNetwork(graph, network, weights, short32).add(network, numbers, classes));
    String stored =
        graph.node(
            "Add", List.of(graph.node("Mul", List.of(answer, measure.factor())), measure.base()));
    return restored(stored);
  }

  /** The channels that are numbers (B, steps, N), in the order of {@link PanelSpec}. */
  private String numbers(
      PanelInputs.Targets targets, PanelInputs.Targets lookback, PanelMeasure measure) {
    List<String> parts = new ArrayList<>();
    String distance = graph.node("Sub", List.of(lookback.stored(), measure.shift()));
    parts.add(inPast(scaled(distance, measure, lookback.observed())));
    if (windows.baseline() == Baseline.SEASONAL) {
      parts.add(inPast(differences(targets, lookback, measure)));
    }
    parts.addAll(inputs.features());
    parts.addAll(inputs.known());
    if (measure.isScaled()) {
      parts.add(inputs.everywhere(measure.levelChannels()));
    }
    if (panel.masked()) {
      parts.add(inPast(lookback.observed()));
    }
    return graph.concat(parts, 2);
  }

  private String differences(
      PanelInputs.Targets targets, PanelInputs.Targets lookback, PanelMeasure measure) {
    String difference =
        graph.node("Sub", List.of(lookback.stored(), seasonEarlier(targets.stored())));
    String areSeen =
        graph.node("Mul", List.of(lookback.observed(), seasonEarlier(targets.observed())));
    return scaled(difference, measure, areSeen);
  }

  private String seasonEarlier(String rows) {
    return graph.slice(rows, 1, 0, -windows.period());
  }

  /** 0 where not seen. */
  private String scaled(String distance, PanelMeasure measure, String isSeen) {
    return graph.node(
        "Mul", List.of(graph.node("Div", List.of(distance, measure.factor())), isSeen));
  }

  /** Adds zeros for the horizon. */
  private String inPast(String lookback) {
    return inputs.ahead() == 0 ? lookback : graph.padded(lookback, 3, 0, inputs.ahead());
  }

  /** Moves each sequence to the front: the last steps of the input are its own. */
  private String fromFirst(String steps, String lengths) {
    return lengths.isEmpty()
        ? steps
        : graph.node(
            "ReverseSequence",
            List.of(graph.reversed(steps, 1), lengths),
            attribute("batch_axis", 0),
            attribute("time_axis", 1));
  }

  private String restored(String stored) {
    String value = OnnxScaling.restored(graph, statistics, stored, 0, count);
    TargetUnits units = statistics.units();
    if (units == null) {
      return value;
    }
    String inUnits = new OnnxTransform(graph).inverse(units.transform(), value);
    return OnnxScaling.atLeast(graph, statistics, inUnits);
  }
}
