package org.sparklstm.job.onnx;

import static org.sparklstm.job.onnx.OnnxGraph.attribute;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.gson.Gson;
import java.util.List;
import java.util.Map;
import org.sparklstm.core.sequence.Answers;
import org.sparklstm.core.sequence.WindowReader;

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
    int levels = answers.levels().size();
    boolean areLearnt = answers.areLearnt();
    String ordered =
        graph
            .nodes(
                "TopK",
                2,
                List.of(
                    shifted(areLearnt ? graph.slice(inFront, 0, 0, levels) : inFront),
                    graph.longs(levels)),
                attribute("axis", 0),
                attribute("largest", 0),
                attribute("sorted", 1))
            .get(0);
    return answers.hasMean()
        ? graph.concat(
            List.of(ordered, areLearnt ? graph.slice(inFront, 0, levels, Long.MAX_VALUE) : inFront),
            0)
        : ordered;
  }

  /** Quantiles of outputs (levels or 1, B, horizon, targets). */
  private String shifted(String outputs) {
    float[] offsets = reader.offsets();
    if (offsets.length == 0) {
      return outputs;
    }
    int levels = answers.levels().size();
    float[] inFront = new float[offsets.length];
    for (int truth = 0; truth < reader.truths(); truth++) {
      for (int level = 0; level < levels; level++) {
        inFront[level * reader.truths() + truth] = offsets[truth * levels + level];
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
