package org.sparklstm.job.onnx;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.List;
import org.sparklstm.job.data.table.Statistics;

/** Adds the scaling of columns by mean and deviation to a graph; it is computed in 64 bits. */
final class OnnxScaling {
  private OnnxScaling() {}

  /**
   * Standardised values.
   *
   * @param value (…, count), float64
   * @param from first of the columns
   * @return name of the values, float32
   */
  static String standardised(
      OnnxGraph graph, Statistics statistics, String value, int from, int count) {
    String distance =
        graph.node("Sub", List.of(value, values(graph, statistics.means(), from, count)));
    return graph.cast(
        graph.node("Div", List.of(distance, values(graph, statistics.scales(), from, count))),
        DataType.FLOAT);
  }

  /**
   * Values that were standardised.
   *
   * @param value (…, count), float32
   * @param from first of the columns
   * @return name of the values, float64
   */
  static String restored(
      OnnxGraph graph, Statistics statistics, String value, int from, int count) {
    String wide = graph.cast(value, DataType.DOUBLE);
    return graph.node(
        "Add",
        List.of(
            graph.node("Mul", List.of(wide, values(graph, statistics.scales(), from, count))),
            values(graph, statistics.means(), from, count)));
  }

  /** Forecasts in users' units (…, targets), float64, that are not below the smallest one. */
  static String atLeast(OnnxGraph graph, Statistics statistics, String forecast) {
    Double minimum = statistics.units() == null ? null : statistics.units().minimum();
    return minimum == null
        ? forecast
        : graph.node("Max", List.of(forecast, graph.doubles(new double[] {minimum})));
  }

  private static String values(OnnxGraph graph, List<Double> all, int from, int count) {
    double[] values =
        all.subList(from, from + count).stream().mapToDouble(Double::doubleValue).toArray();
    return graph.doubles(values, count);
  }
}
