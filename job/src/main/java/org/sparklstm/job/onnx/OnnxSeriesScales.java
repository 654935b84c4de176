package org.sparklstm.job.onnx;

import static org.sparklstm.job.onnx.OnnxGraph.attribute;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.List;
import org.sparklstm.job.data.table.SeriesScale;

/**
 * Declares means and deviations of series as inputs; see {@link PanelInputs}. The panel's stand for
 * those that a series does not have, as in {@link SeriesScale#completedBy}.
 */
final class OnnxSeriesScales {
  static final String MEANS = "series_means";
  static final String DEVIATIONS = "series_deviations";

  /**
   * The deviation of equal values, as others compute it, is up to this share of their size, and not
   * 0. Rows of 32 bits do not show one that is as small.
   */
  private static final double ROUNDING = 1e-12;

  private final OnnxGraph graph;
  private final int from;
  private final int to;

  /** All (B, 1, columns), float64. */
  private final String means;

  private final String deviations;

  /** 1 where the panel's are taken for all columns (B, 1, 1), float32; empty without targets. */
  private final String isSubstituted;

  /**
   * @param targets number of targets
   * @param from the first column that is measured so, among targets, past and future features
   * @param to the column after the last
   */
  OnnxSeriesScales(OnnxGraph graph, SeriesScale panel, int targets, int from, int to) {
    this.graph = graph;
    this.from = from;
    this.to = to;
    int count = to - from;
    String givenMeans = graph.unsqueeze(graph.input(MEANS, DataType.DOUBLE, "batch", count), 1);
    String givenDeviations =
        graph.unsqueeze(graph.input(DEVIATIONS, DataType.DOUBLE, "batch", count), 1);
    String isKnown = graph.node("Not", List.of(graph.node("IsNaN", List.of(givenMeans))));
    String rounding =
        graph.node(
            "Mul",
            List.of(
                graph.node("Abs", List.of(givenMeans)), graph.doubles(new double[] {ROUNDING})));
    String varies = graph.node("Greater", List.of(givenDeviations, rounding));
    String isOwn = from < targets ? areAll(graph.slice(isKnown, 2, 0, targets)) : "";
    isSubstituted =
        isOwn.isEmpty() ? "" : graph.cast(graph.node("Not", List.of(isOwn)), DataType.FLOAT);
    means = chosen(isKnown, isOwn, givenMeans, panel.means());
    deviations = chosen(varies, isOwn, givenDeviations, panel.deviations());
  }

  private String areAll(String isKnown) {
    return graph.cast(
        graph.node(
            "ReduceMin",
            List.of(graph.cast(isKnown, DataType.FLOAT)),
            attribute("axes", new long[] {2})),
        DataType.BOOL);
  }

  private String chosen(String isValid, String isOwn, String given, List<Double> ofPanel) {
    double[] values = ofPanel.subList(from, to).stream().mapToDouble(Double::doubleValue).toArray();
    return graph.node(
        "Where",
        List.of(
            isOwn.isEmpty() ? isValid : graph.node("And", List.of(isValid, isOwn)),
            given,
            graph.doubles(values, 1, 1, values.length)));
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

  /** Whether a target has no mean of its own, and all are the panel's (B, 1, 1), float32. */
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
