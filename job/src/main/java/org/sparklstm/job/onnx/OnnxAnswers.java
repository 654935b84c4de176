package org.sparklstm.job.onnx;

import static org.sparklstm.job.onnx.OnnxGraph.attribute;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.gson.Gson;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.sparklstm.core.distribution.Normal;
import org.sparklstm.core.distribution.StudentQuantiles;
import org.sparklstm.core.distribution.StudentT;
import org.sparklstm.core.sequence.Answers;
import org.sparklstm.core.sequence.WindowReader;
import org.sparklstm.job.UserException;

/**
 * Adds the outputs of a forecast: {@code forecast} (B, horizon, targets), and where quantiles are
 * forecast {@code quantiles} (B, horizon, targets, levels), in order. Until then several values of
 * a target lie on an axis of their own in front, so that what is added and multiplied fits them
 * all.
 */
final class OnnxAnswers {
  private final OnnxGraph graph;
  private final WindowReader reader;
  private final Answers answers;

  OnnxAnswers(OnnxGraph graph, WindowReader reader) {
    this.graph = graph;
    this.reader = reader;
    answers = reader.answers();
  }

  private boolean isPoint() {
    return answers.levels().isEmpty();
  }

  /** The network's outputs as (B, horizon, targets), or (values, B, horizon, targets). */
  String shaped(String outputs) {
    int horizon = reader.spec().horizon();
    if (isPoint()) {
      return graph.reshape(outputs, 0, horizon, reader.targets());
    }
    String byTarget = graph.reshape(outputs, 0, horizon, reader.targets(), answers.outputs());
    String inFront = graph.transpose(byTarget, 3, 0, 1, 2);
    String mean =
        answers.areLearnt()
            ? graph.slice(inFront, 0, answers.levels().size(), Long.MAX_VALUE)
            : graph.slice(inFront, 0, 0, 1);
    String ordered =
        graph
            .nodes(
                "TopK",
                2,
                List.of(shifted(quantiles(inFront)), graph.longs(answers.levels().size())),
                attribute("axis", 0),
                attribute("largest", 0),
                attribute("sorted", 1))
            .get(0);
    return answers.hasMean() ? graph.concat(List.of(ordered, mean), 0) : ordered;
  }

  /** The quantiles (levels or 1, B, horizon, targets) that outputs in front tell. */
  private String quantiles(String outputs) {
    return switch (answers.origin()) {
      case LEARNT -> graph.slice(outputs, 0, 0, answers.levels().size());
      case SHIFTED -> outputs;
      case NORMAL -> around(outputs, inFront(Normal.standard(answers.quantiles())));
      case STUDENT_T -> around(outputs, studentQuantiles(graph.slice(outputs, 0, 2, 3)));
      case NEGATIVE_BINOMIAL ->
          throw UserException.of(
              "a model with {train.loss = negative-binomial} cannot be exported: ONNX has no operator that its quantiles follow from; train it with quantile to export it");
    };
  }

  /** The first output, and a multiple of the deviation that the second one tells. */
  private String around(String outputs, String standard) {
    String deviation =
        graph.node(
            "Add",
            List.of(
                graph.node("Softplus", List.of(graph.slice(outputs, 0, 1, 2))),
                graph.floats(new float[] {(float) Normal.SMALLEST_DEVIATION}, 1)));
    return graph.node(
        "Add",
        List.of(graph.slice(outputs, 0, 0, 1), graph.node("Mul", List.of(deviation, standard))));
  }

  /** The polynomials of {@link StudentQuantiles}, by Clenshaw's recurrence. */
  private String studentQuantiles(String output) {
    StudentQuantiles quantiles = new StudentQuantiles(answers.quantiles());
    double[][] coefficients = new double[answers.levels().size()][];
    Arrays.setAll(coefficients, quantiles::coefficients);
    String degrees =
        graph.node(
            "Add",
            List.of(
                graph.node("Softplus", List.of(output)),
                graph.floats(new float[] {(float) StudentT.FEWEST_DEGREES}, 1)));
    String point =
        graph.node(
            "Sub",
            List.of(
                graph.node(
                    "Div",
                    List.of(
                        graph.floats(new float[] {(float) (2 * StudentT.FEWEST_DEGREES)}, 1),
                        degrees)),
                graph.floats(new float[] {1}, 1)));
    String twice = graph.node("Add", List.of(point, point));
    int last = coefficients[0].length - 1;
    String next = inFront(column(coefficients, last));
    String afterNext = inFront(new double[coefficients.length]);
    for (int j = last - 1; j >= 0; j--) {
      String rising = graph.node("Mul", List.of(j == 0 ? point : twice, next));
      String one =
          graph.node(
              "Add",
              List.of(
                  graph.node("Sub", List.of(rising, afterNext)), inFront(column(coefficients, j))));
      afterNext = next;
      next = one;
    }
    return next;
  }

  private static double[] column(double[][] rows, int column) {
    return Arrays.stream(rows).mapToDouble(row -> row[column]).toArray();
  }

  /** A constant for each level. */
  private String inFront(double[] ofLevels) {
    float[] values = new float[ofLevels.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) ofLevels[i];
    }
    return graph.floats(values, values.length, 1, 1, 1);
  }

  /** Quantiles of outputs (levels or 1, B, horizon, targets). */
  private String shifted(String outputs) {
    float[] offsets = reader.offsets();
    if (offsets.length == 0) {
      return outputs;
    }
    int levels = answers.levels().size();
    float[] inFront = new float[offsets.length];
    for (int truth = 0; truth < reader.layout().truths(); truth++) {
      for (int level = 0; level < levels; level++) {
        inFront[level * reader.layout().truths() + truth] = offsets[truth * levels + level];
      }
    }
    String constant = graph.floats(inFront, levels, 1, reader.spec().horizon(), reader.targets());
    return graph.node("Add", List.of(outputs, constant));
  }

  /**
   * Adds the outputs.
   *
   * @param restored values in users' units, shaped as by {@link #shaped}
   * @param metadata receives the levels. Modified.
   */
  void output(String restored, Map<String, String> metadata) {
    int horizon = reader.spec().horizon();
    int targets = reader.targets();
    String point =
        isPoint()
            ? restored
            : graph.node(
                "Gather", List.of(restored, graph.scalar(answers.point())), attribute("axis", 0));
    graph.output(point, "forecast", DataType.DOUBLE, OnnxExport.BATCH, horizon, targets);
    if (!isPoint()) {
      int levels = answers.levels().size();
      String quantiles = graph.transpose(graph.slice(restored, 0, 0, levels), 1, 2, 3, 0);
      graph.output(
          quantiles, "quantiles", DataType.DOUBLE, OnnxExport.BATCH, horizon, targets, levels);
      metadata.put("quantiles", new Gson().toJson(answers.levels()));
    }
  }
}
