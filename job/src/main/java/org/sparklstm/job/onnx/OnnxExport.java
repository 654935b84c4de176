package org.sparklstm.job.onnx;

import static org.sparklstm.job.onnx.OnnxGraph.attribute;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.gson.Gson;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.sparklstm.core.layer.NetworkSpec;
import org.sparklstm.core.sequence.Baseline;
import org.sparklstm.core.sequence.WindowReader;
import org.sparklstm.core.sequence.WindowSpec;
import org.sparklstm.job.config.DataConfig;
import org.sparklstm.job.data.table.Statistics;
import org.sparklstm.job.model.TrainedModel;
import org.sparklstm.job.task.ModelFormat;

/**
 * Exports a trained model to ONNX. The model includes scaling and baseline, so inputs and outputs
 * are in the units of the table. Inputs and outputs are 64-bit, as the columns are; the network
 * computes in 32 bits.
 *
 * <ul>
 *   <li>Forecasting: the input is {@code x (batch, time, columns)}, the last rows of each series.
 *       The output is {@code forecast (batch, horizon, targets)}. A panel has an input per kind of
 *       column instead of {@code x}; see {@link PanelInputs}.
 *   <li>Classification and regression: the inputs are {@code x (batch, time, columns)} and {@code
 *       lengths (batch)}, the number of steps of each sequence; later steps are ignored. The
 *       outputs are {@code probability (batch, classes)} and {@code prediction (batch)} for
 *       classes, and {@code prediction (batch)} for numbers.
 *   <li>Tokens: the inputs are those of {@link OnnxTokens}. Models of the next token have the
 *       outputs {@code logits (batch, time, tokens)}, of what follows each step, and {@code h_n},
 *       {@code c_n}, the state after the last one. Models of classes have {@code probability
 *       (batch, time, classes)} and {@code prediction (batch, time)}.
 * </ul>
 */
public final class OnnxExport implements ModelFormat {
  static final String BATCH = "batch";

  private final OnnxGraph graph = new OnnxGraph("spark_lstm");
  private final NetworkSpec network;
  private final float[] weights;
  private final Statistics statistics;
  private final Map<String, String> metadata;
  private String description;

  private OnnxExport(TrainedModel model, Map<String, String> metadata) {
    network = model.spec().network();
    weights = model.weights();
    statistics = model.statistics();
    this.metadata = new LinkedHashMap<>(metadata);
  }

  /**
   * Builds the ONNX model.
   *
   * @param description of the model by its task
   * @param metadata key-value pairs to store in the model
   */
  public static ModelProto of(
      TrainedModel model, Consumer<ModelFormat> description, Map<String, String> metadata) {
    OnnxExport export = new OnnxExport(model, metadata);
    description.accept(export);
    return export.graph.model(export.description, export.metadata);
  }

  // forecasting

  @Override
  public void forecast(WindowReader reader, Statistics units) {
    description =
        "x: the last %d rows of each series, with the columns %s; forecast: the next %d rows of the first %d columns"
            .formatted(
                reader.inputRows(),
                statistics.columns(),
                reader.spec().horizon(),
                reader.targets());
    WindowSpec window = reader.spec();
    int targets = reader.targets();
    int columns = statistics.columns().size();
    String x = graph.input("x", DataType.DOUBLE, BATCH, "time", columns);
    String rows = standardised(x, columns);
    OnnxAnswers answers = new OnnxAnswers(graph, reader);
    String answer =
        answers.shaped(
            new OnnxNetwork(graph, network, weights, "").add(network, networkInput(reader, rows)));
    String forecast =
        switch (window.baseline()) {
          case NONE -> answer;
          case LAST -> graph.node("Add", List.of(answer, graph.slice(last(rows), 2, 0, targets)));
          case SEASONAL ->
              graph.node(
                  "Add", List.of(answer, graph.slice(seasonal(window, rows), 2, 0, targets)));
        };
    answers.output(OnnxScaling.atLeast(graph, units, restored(forecast, 0, targets)), metadata);
  }

  @Override
  public void panel(WindowReader reader, DataConfig data, Statistics units) {
    OnnxPanel panel = new OnnxPanel(graph, reader, data, units);
    panel.answers().output(panel.add(network, weights), metadata);
    Map<String, List<String>> inputs = panel.inputs();
    metadata.put("inputs", new Gson().toJson(inputs));
    description =
        "inputs: the last %d rows of each series, and what is known of the next %d, with the columns %s; forecast: the next %d rows of %s"
            .formatted(
                panel.rows(),
                reader.spec().horizon(),
                inputs,
                reader.spec().horizon(),
                data.targets());
  }

  /** The network's input, made from standardised rows as {@link WindowReader#readInput} does. */
  private String networkInput(WindowReader reader, String rows) {
    WindowSpec window = reader.spec();
    int targets = reader.targets();
    if (window.baseline() == Baseline.LAST) {
      float[] targetMask = new float[statistics.columns().size()];
      Arrays.fill(targetMask, 0, targets, 1);
      String level =
          graph.node("Mul", List.of(last(rows), graph.floats(targetMask, targetMask.length)));
      return graph.node("Sub", List.of(rows, level));
    } else if (window.baseline() == Baseline.SEASONAL) {
      String now = graph.slice(rows, 1, window.period(), Long.MAX_VALUE);
      String before = graph.slice(rows, 1, 0, -window.period());
      String differences = graph.slice(graph.node("Sub", List.of(now, before)), 2, 0, targets);
      return graph.node("Concat", List.of(now, differences), attribute("axis", 2));
    }
    return rows;
  }

  /** The last row (batch, 1, columns). */
  private String last(String rows) {
    return graph.slice(rows, 1, -1, Long.MAX_VALUE);
  }

  /** The rows one season before the horizon (batch, horizon, columns). */
  private String seasonal(WindowSpec window, String rows) {
    // negative indices count from the end
    long[] numbers = new long[window.horizon()];
    for (int step = 0; step < numbers.length; step++) {
      numbers[step] = (long) step % window.period() - window.period();
    }
    return graph.node("Gather", List.of(rows, graph.longs(numbers)), attribute("axis", 1));
  }

  // classification and regression

  /** Logits whose largest is the class with the largest ratio of probability and threshold. */
  private String overThresholds(String logits, List<Double> thresholds) {
    float[] logarithms = new float[thresholds.size()];
    for (int label = 0; label < logarithms.length; label++) {
      logarithms[label] = (float) StrictMath.log(thresholds.get(label));
    }
    return graph.node("Sub", List.of(logits, graph.floats(logarithms, logarithms.length)));
  }

  @Override
  public void classify(int classes, List<Double> thresholds) {
    description = "x: sequences with the columns %s".formatted(statistics.columns());
    String logits = sequences(statistics.columns().size());
    graph.output(
        graph.node("Softmax", List.of(logits), attribute("axis", 1)),
        "probability",
        DataType.FLOAT,
        BATCH,
        classes);
    graph.output(
        graph.node(
            "ArgMax",
            List.of(thresholds.isEmpty() ? logits : overThresholds(logits, thresholds)),
            attribute("axis", 1),
            attribute("keepdims", 0)),
        "prediction",
        DataType.INT64,
        BATCH);
  }

  @Override
  public void regress(int inputs) {
    description =
        "x: sequences with the columns %s; prediction: %s"
            .formatted(statistics.columns().subList(0, inputs), statistics.columns().get(inputs));
    String answer = sequences(inputs);
    graph.output(
        graph.reshape(restored(answer, inputs, 1), -1), "prediction", DataType.DOUBLE, BATCH);
  }

  // tokens

  @Override
  public void next() {
    description =
        "tokens: numbers of the vocabulary; logits: of the token after each; h_0, c_0, h_n, c_n: the state before and after, zeros where a sequence begins";
    graph.output(
        answers(OnnxTokens.Reading.ON_FROM_A_STATE),
        "logits",
        DataType.FLOAT,
        BATCH,
        "time",
        network.outputs());
  }

  @Override
  public void tag(int classes) {
    description = "tokens: numbers of the vocabulary; prediction: the class of each";
    String logits = answers(OnnxTokens.Reading.WHOLE);
    graph.output(
        graph.node("Softmax", List.of(logits), attribute("axis", 2)),
        "probability",
        DataType.FLOAT,
        BATCH,
        "time",
        classes);
    graph.output(
        graph.node("ArgMax", List.of(logits), attribute("axis", 2), attribute("keepdims", 0)),
        "prediction",
        DataType.INT64,
        BATCH,
        "time");
  }

  private String answers(OnnxTokens.Reading reading) {
    return new OnnxTokens(graph, network, weights, statistics).add(reading);
  }

  private String sequences(int columns) {
    String x = graph.input("x", DataType.DOUBLE, BATCH, "time", columns);
    String lengths = graph.cast(graph.input("lengths", DataType.INT64, BATCH), DataType.INT32);
    return new OnnxNetwork(graph, network, weights, lengths).add(network, standardised(x, columns));
  }

  private String standardised(String x, int columns) {
    return OnnxScaling.standardised(graph, statistics, x, 0, columns);
  }

  private String restored(String value, int from, int count) {
    return OnnxScaling.restored(graph, statistics, value, from, count);
  }
}
