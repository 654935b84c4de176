package org.sparklstm.job.onnx;

import java.util.List;
import org.sparklstm.job.config.Transform;

/**
 * Adds the transform of targets and its inverse to a graph. ONNX has neither log(1 + x) nor exp(x)
 * - 1, and its runtimes compute hyperbolic functions in 32 bits, so they are made of logarithms and
 * exponentials of 64 bits; near zero, where these lose digits, of the first terms of their series.
 */
final class OnnxTransform {
  /** Below this size the series are exact to 12 digits, above it the formulas are. */
  private static final double SMALL = 1e-4;

  private final OnnxGraph graph;

  OnnxTransform(OnnxGraph graph) {
    this.graph = graph;
  }

  /** The transformed value, float64. */
  String apply(Transform transform, String value) {
    return switch (transform) {
      case NONE -> value;
      case LOG1P -> log1p(value);
      case ASINH -> asinh(value);
    };
  }

  /** The value that was transformed, float64. */
  String inverse(Transform transform, String value) {
    return switch (transform) {
      case NONE -> value;
      case LOG1P -> expm1(value);
      case ASINH -> sinh(value);
    };
  }

  private String log1p(String x) {
    return nearZero(
        x,
        series(x, -1.0 / 2, 1.0 / 3),
        graph.node("Log", List.of(graph.node("Add", List.of(x, number(1))))));
  }

  private String expm1(String x) {
    return nearZero(
        x,
        series(x, 1.0 / 2, 1.0 / 6),
        graph.node("Sub", List.of(graph.node("Exp", List.of(x)), number(1))));
  }

  private String asinh(String x) {
    // |x| (1 + √(1 + 1 / x²)) does not overflow where x² would
    String inverse = graph.node("Div", List.of(number(1), x));
    String square = graph.node("Mul", List.of(inverse, inverse));
    String root = graph.node("Sqrt", List.of(graph.node("Add", List.of(square, number(1)))));
    String size = graph.node("Abs", List.of(x));
    String grown = graph.node("Mul", List.of(size, graph.node("Add", List.of(root, number(1)))));
    String log = graph.node("Log", List.of(grown));
    return nearZero(
        x, series(x, 0, -1.0 / 6), graph.node("Mul", List.of(graph.node("Sign", List.of(x)), log)));
  }

  private String sinh(String x) {
    String up = graph.node("Exp", List.of(x));
    String down = graph.node("Exp", List.of(graph.node("Neg", List.of(x))));
    String difference = graph.node("Sub", List.of(up, down));
    return nearZero(x, series(x, 0, 1.0 / 6), graph.node("Mul", List.of(difference, number(0.5))));
  }

  /** x + a x² + b x³. */
  private String series(String x, double a, double b) {
    String inner = graph.node("Add", List.of(graph.node("Mul", List.of(x, number(b))), number(a)));
    String factor = graph.node("Add", List.of(graph.node("Mul", List.of(x, inner)), number(1)));
    return graph.node("Mul", List.of(x, factor));
  }

  private String nearZero(String x, String near, String far) {
    String isNear = graph.node("Less", List.of(graph.node("Abs", List.of(x)), number(SMALL)));
    return graph.node("Where", List.of(isNear, near, far));
  }

  private String number(double value) {
    return graph.doubles(new double[] {value});
  }
}
