package org.sparklstm.job.onnx;

import static org.sparklstm.job.onnx.OnnxGraph.attribute;

import java.util.List;
import java.util.function.Function;
import org.sparklstm.core.layer.SegmentSpec;

/** Adds a network of segments to an ONNX graph; {@link SegmentSpec} has the equations. */
final class OnnxSegments {
  private final OnnxGraph graph;
  private final SegmentSpec spec;
  private final Function<String, float[]> values;
  private final String prefix;

  /**
   * @param values the values of a parameter
   */
  OnnxSegments(OnnxGraph graph, SegmentSpec spec, Function<String, float[]> values, String prefix) {
    this.graph = graph;
    this.spec = spec;
    this.values = values;
    this.prefix = prefix;
  }

  /**
   * Adds all nodes.
   *
   * @param input name of the input (B, T, C)
   * @return name of the output (B, H · C · V)
   */
  String add(String input) {
    String mean = mean(input);
    String level =
        switch (spec.level()) {
          case ZERO -> null;
          case LAST -> graph.slice(input, 1, -1, Long.MAX_VALUE);
          case MEAN -> mean;
        };
    String spread = spec.spread() == SegmentSpec.Spread.DEVIATION ? deviation(input, mean) : null;
    String read = level == null ? input : graph.node("Sub", List.of(input, level));
    read = spread == null ? read : graph.node("Div", List.of(read, spread));
    OnnxCell cell =
        new OnnxCell(graph, spec.recurrent(), values, spec.recurrentPrefix(prefix), 0, 0, 1);
    OnnxCell.State last = cell.run(embedded(read), "", OnnxCell.State.ZERO).last();
    OnnxCell.State state = new OnnxCell.State(repeated(last.hidden()), repeated(last.cell()));
    String answered =
        graph.reshape(cell.run(vectors(input), "", state).last().hidden(), -1, spec.hidden());
    return answers(answered, level, spread);
  }

  /** The mean over time (B, 1, C). */
  private String mean(String value) {
    return graph.node("ReduceMean", List.of(value), attribute("axes", new long[] {1}));
  }

  private String deviation(String input, String mean) {
    String difference = graph.node("Sub", List.of(input, mean));
    String variance = mean(graph.node("Mul", List.of(difference, difference)));
    String above =
        graph.node("Add", List.of(variance, graph.floats(new float[] {SegmentSpec.EPSILON})));
    return graph.node("Sqrt", List.of(above));
  }

  /** The segments as vectors (T / w, B · C, d), from (B, T, C). */
  private String embedded(String read) {
    String byChannel = graph.reshape(graph.transpose(read, 0, 2, 1), 0, 0, -1, spec.segment());
    String segments = graph.reshape(graph.transpose(byChannel, 2, 0, 1, 3), 0, -1, spec.segment());
    String weight =
        graph.transpose(
            graph.floats(values.apply(prefix + "embedding.weight"), spec.hidden(), spec.segment()),
            1,
            0);
    String bias = graph.floats(values.apply(prefix + "embedding.bias"), spec.hidden());
    String sums = graph.node("Add", List.of(graph.node("MatMul", List.of(segments, weight)), bias));
    return graph.node("Relu", List.of(sums));
  }

  /** A state once for each segment of the horizon (1, m · B · C, d), from (1, B · C, d). */
  private String repeated(String state) {
    return state.isEmpty()
        ? ""
        : graph.node("Tile", List.of(state, graph.longs(1, spec.answered(), 1)));
  }

  /** The vectors of places and channels (1, m · B · C, d). */
  private String vectors(String input) {
    float[] positions = values.apply(prefix + "position");
    float[] channels = values.apply(prefix + "channel");
    int half = spec.half();
    float[] all = new float[spec.answered() * spec.channels() * spec.hidden()];
    for (int row = 0; row < spec.answered() * spec.channels(); row++) {
      int at = row * spec.hidden();
      System.arraycopy(positions, row / spec.channels() * half, all, at, half);
      System.arraycopy(channels, row % spec.channels() * half, all, at + half, half);
    }
    String vectors = graph.floats(all, spec.answered(), 1, spec.channels(), spec.hidden());
    String batch = graph.slice(graph.node("Shape", List.of(input)), 0, 0, 1);
    String shape = graph.concat(List.of(graph.longs(1), batch, graph.longs(1, 1)), 0);
    return graph.reshape(graph.node("Expand", List.of(vectors, shape)), 1, -1, spec.hidden());
  }

  /** The head's answers (B, H · C · V), from (m · B · C, d). */
  private String answers(String states, String level, String spread) {
    int width = spec.segment() * spec.values();
    String segments =
        graph.node(
            "Gemm",
            List.of(
                states,
                graph.floats(values.apply(prefix + "head.weight"), width, spec.hidden()),
                graph.floats(values.apply(prefix + "head.bias"), width)),
            attribute("transB", 1));
    String byPlace =
        graph.reshape(
            segments, spec.answered(), -1, spec.channels(), spec.segment(), spec.values());
    String answers =
        graph.reshape(
            graph.transpose(byPlace, 1, 0, 3, 2, 4),
            0,
            spec.horizon(),
            spec.channels(),
            spec.values());
    if (spread != null) {
      answers = graph.node("Mul", List.of(answers, graph.unsqueeze(spread, 3)));
    }
    if (level != null) {
      answers = graph.node("Add", List.of(answers, graph.unsqueeze(level, 3)));
    }
    return graph.reshape(answers, 0, -1);
  }
}
