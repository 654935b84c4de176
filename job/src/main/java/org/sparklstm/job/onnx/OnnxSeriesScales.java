package org.sparklstm.job.onnx;

import static org.sparklstm.job.onnx.OnnxGraph.attribute;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.List;
import org.sparklstm.job.data.table.SeriesScale;

/** Declares means and deviations of series as inputs; see {@link PanelInputs}. */
final class OnnxSeriesScales {
  static final String MEANS = "series_means";
  static final String DEVIATIONS = "series_deviations";

  private final OnnxGraph graph;
  private final int from;
  private final int to;

  /** All (B, 1, columns), float64. */
  private final String means;

  private final String deviations;

  /** 1 where the panel's are taken (B, 1, 1), float32. */
  private final String isSubstituted;

  /**
   * @param from the first column that is measured so, among targets, past and future features
   * @param to the column after the last
   */
  OnnxSeriesScales(OnnxGraph graph, SeriesScale panel, int from, int to) {
    this.graph = graph;
    this.from = from;
    this.to = to;
    int count = to - from;
    String givenMeans = graph.unsqueeze(graph.input(MEANS, DataType.DOUBLE, "batch", count), 1);
    String givenDeviations =
        graph.unsqueeze(graph.input(DEVIATIONS, DataType.DOUBLE, "batch", count), 1);
    String missing =
        graph.cast(
            graph.node("IsNaN", List.of(graph.node("Add", List.of(givenMeans, givenDeviations)))),
            DataType.FLOAT);
    isSubstituted = graph.node("ReduceMax", List.of(missing), attribute("axes", new long[] {2}));
    String isOfPanel = graph.node("Greater", List.of(isSubstituted, graph.floats(new float[] {0})));
    means = chosen(isOfPanel, panel.means().subList(from, to), givenMeans);
    deviations = chosen(isOfPanel, panel.deviations().subList(from, to), givenDeviations);
  }

  private String chosen(String isOfPanel, List<Double> ofPanel, String given) {
    double[] values = ofPanel.stream().mapToDouble(Double::doubleValue).toArray();
    return graph.node(
        "Where", List.of(isOfPanel, graph.doubles(values, 1, 1, values.length), given));
  }

  /** Whether a column is measured so. */
  boolean has(int column) {
    return column >= from && column < to;
  }

  /** The means of the first columns (B, 1, count), float32. */
  String mean(int count) {
    return graph.cast(graph.slice(means, 2, 0, count), DataType.FLOAT);
  }

  /** The deviations of the first columns (B, 1, count), float32. */
  String deviation(int count) {
    return graph.cast(graph.slice(deviations, 2, 0, count), DataType.FLOAT);
  }

  /** Whether they are the panel's (B, 1, 1), float32. */
  String isSubstituted() {
    return isSubstituted;
  }

  /** Stored values of some columns (B, rows, count), float32, measured by their series. */
  String measured(String stored, int column, int count) {
    long first = (long) column - from;
    String distance =
        graph.node(
            "Sub",
            List.of(
                graph.cast(stored, DataType.DOUBLE), graph.slice(means, 2, first, first + count)));
    return graph.cast(
        graph.node("Div", List.of(distance, graph.slice(deviations, 2, first, first + count))),
        DataType.FLOAT);
  }
}
