package org.sparklstm.job.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.layer.Cell;
import org.sparklstm.core.layer.InitialValues;
import org.sparklstm.core.layer.NetworkSpec;
import org.sparklstm.core.layer.PoolingSpec;
import org.sparklstm.core.layer.RecurrentSpec;
import org.sparklstm.core.layer.SegmentSpec;
import org.sparklstm.core.sequence.Answers;
import org.sparklstm.core.sequence.Baseline;
import org.sparklstm.core.sequence.Offsets;
import org.sparklstm.core.sequence.Rows;
import org.sparklstm.core.sequence.Sequences;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.core.sequence.Window;
import org.sparklstm.core.sequence.WindowReader;
import org.sparklstm.core.sequence.WindowSpec;
import org.sparklstm.core.tensor.Matrix;
import org.sparklstm.core.train.Classification;
import org.sparklstm.core.train.ClassificationErrors;
import org.sparklstm.core.train.Forecaster;
import org.sparklstm.core.train.Forecasting;
import org.sparklstm.core.train.LossKind;
import org.sparklstm.core.train.ModelSpec;
import org.sparklstm.core.train.Regression;
import org.sparklstm.core.train.SequencePredictor;
import org.sparklstm.job.data.table.Statistics;
import org.sparklstm.job.model.TrainedModel;
import org.sparklstm.job.task.ModelFormat;

/** ONNX Runtime gives the same results as the core. */
class OnnxExportTest {
  private static final double TOLERANCE = 1e-5;

  private static RecurrentSpec recurrent(Cell cell, int inputs, int layers, int directions) {
    RecurrentSpec spec = RecurrentSpec.of(cell, inputs, 6).withLayers(layers);
    return directions == 2 ? spec.bidirectional() : spec;
  }

  private static Statistics statistics(int columns, Random random) {
    List<String> names = IntStream.range(0, columns).mapToObj(c -> "c" + c).toList();
    List<Double> means = random.doubles(columns, -1000, 1000).boxed().toList();
    List<Double> scales = random.doubles(columns, 0.01, 30).boxed().toList();
    return new Statistics(names, means, scales);
  }

  /** A session of ONNX Runtime with a model. */
  static OrtSession session(
      ModelSpec spec, float[] weights, Statistics statistics, Consumer<ModelFormat> description)
      throws OrtException {
    TrainedModel model =
        new TrainedModel(
            spec,
            weights,
            statistics,
            List.of(),
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.empty());
    byte[] file = OnnxExport.of(model, description, Map.of("a", "b")).toByteArray();
    return OrtEnvironment.getEnvironment().createSession(file);
  }

  @ParameterizedTest
  @CsvSource({
    "LSTM, 1, 1, NONE, POINT",
    "LSTM, 2, 2, SEASONAL, POINT",
    "LSTM, 3, 1, LAST, POINT",
    "GRU, 1, 2, LAST, MEDIAN",
    "GRU, 2, 1, SEASONAL, MEAN",
    "RNN_TANH, 2, 2, NONE, MEAN",
    "RNN_TANH, 1, 1, SEASONAL, AROUND",
    "RNN_RELU, 2, 1, LAST, CORRECTED",
    "LSTM, 1, 1, LAST, NORMAL",
    "GRU, 1, 1, SEASONAL, STUDENT_T"
  })
  void forecastsAreTheSame(
      Cell cell, int layers, int directions, Baseline baseline, String answered) throws Exception {
    Answers answers =
        switch (answered) {
          case "MEDIAN", "CORRECTED" -> Answers.median(List.of(0.1, 0.9));
          case "AROUND" -> Answers.around(List.of(0.1, 0.9));
          case "MEAN" -> Answers.mean(List.of(0.1, 0.3, 0.9));
          case "NORMAL" -> Answers.median(List.of(0.1, 0.99)).of(Answers.Origin.NORMAL);
          case "STUDENT_T" -> Answers.mean(List.of(0.01, 0.3, 0.9)).of(Answers.Origin.STUDENT_T);
          default -> Answers.POINT;
        };
    int columns = 4;
    int targets = 2;
    Random random = new Random(7);
    Statistics statistics = statistics(columns, random);
    int period = baseline == Baseline.SEASONAL ? 5 : 0;
    int inputs = columns + (period > 0 ? targets : 0);
    // longer than one season
    int horizon = 8;
    NetworkSpec network =
        NetworkSpec.forecaster(
            recurrent(cell, inputs, layers, directions), horizon * targets * answers.outputs());
    WindowReader written =
        new WindowReader(new WindowSpec(11, horizon, 1, baseline, period), columns, targets)
            .answering(answers);
    boolean isCalibrated = answered.equals("AROUND") || answered.equals("CORRECTED");
    Offsets offsets =
        isCalibrated
            ? new Offsets(
                random
                    .doubles((long) horizon * targets * answers.levels().size(), -1, 1)
                    .boxed()
                    .toList(),
                List.of())
            : Offsets.NONE;
    assertForecastsAreTheSame(
        network, written, offsets, statistics, new int[][] {{1, 11}, {5, 11}, {3, 17}, {2, 1}});
  }

  @ParameterizedTest
  @CsvSource({
    "LSTM, MEAN, DEVIATION, MEDIAN",
    "GRU, LAST, ONE, POINT",
    "RNN_TANH, ZERO, ONE, POINT",
  })
  void forecastsInSegmentsAreTheSame(
      Cell cell, SegmentSpec.Level level, SegmentSpec.Spread spread, String answered)
      throws Exception {
    Answers answers = answered.equals("MEDIAN") ? Answers.median(List.of(0.1, 0.9)) : Answers.POINT;
    int targets = 2;
    int horizon = 8;
    NetworkSpec network =
        NetworkSpec.chain(
            new SegmentSpec(cell, targets, horizon, 4, 6, 0.5, answers.outputs(), level, spread));
    WindowReader written =
        new WindowReader(new WindowSpec(12, horizon, 1, Baseline.NONE, 0), targets, targets)
            .answering(answers);
    assertForecastsAreTheSame(
        network,
        written,
        Offsets.NONE,
        statistics(targets, new Random(9)),
        new int[][] {{1, 12}, {5, 4}, {3, 20}});
  }

  /**
   * Compares forecasts.
   *
   * @param written the reader of the exported model
   * @param sizes of batches: sequences and steps
   */
  private static void assertForecastsAreTheSame(
      NetworkSpec network,
      WindowReader written,
      Offsets offsets,
      Statistics statistics,
      int[][] sizes)
      throws Exception {
    Random random = new Random(17);
    Answers answers = written.answers();
    WindowSpec shape = written.spec();
    int horizon = shape.horizon();
    int columns = statistics.columns().size();
    int targets = written.targets();
    float[] weights = InitialValues.of(network, 3);
    LossKind loss = answers.areLearnt() ? LossKind.QUANTILE : LossKind.MSE;
    try (OrtSession session =
        session(
            new ModelSpec(network, new Forecasting(written, loss)),
            weights,
            statistics,
            format -> format.forecast(written.with(offsets), statistics))) {
      for (int[] size : sizes) {
        WindowReader reader =
            new WindowReader(
                    new WindowSpec(size[1], horizon, 1, shape.baseline(), shape.period()),
                    columns,
                    targets)
                .answering(answers)
                .with(offsets);
        double[][][] x = new double[size[0]][reader.inputRows()][columns];
        Window[] windows = new Window[size[0]];
        for (int b = 0; b < size[0]; b++) {
          float[] values = new float[reader.inputRows() * columns];
          for (int i = 0; i < values.length; i++) {
            int column = i % columns;
            double value =
                statistics.means().get(column)
                    + random.nextGaussian() * statistics.scales().get(column);
            x[b][i / columns][column] = value;
            values[i] = statistics.standardise(value, column);
          }
          windows[b] = new Window().at(new Rows(values, columns), reader.inputRows());
        }
        Matrix expected = Matrix.zeros(size[0], reader.layout().values());
        new Forecaster(network, reader, weights, Kernels.fastest()).forecast(windows, expected);
        try (OnnxTensor input = OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), x);
            OrtSession.Result result = session.run(Map.of("x", input))) {
          double[][][] found = (double[][][]) result.get("forecast").orElseThrow().getValue();
          double[][][][] quantiles =
              answers.levels().isEmpty()
                  ? null
                  : (double[][][][]) result.get("quantiles").orElseThrow().getValue();
          for (int b = 0; b < size[0]; b++) {
            for (int step = 0; step < horizon; step++) {
              for (int target = 0; target < targets; target++) {
                Offset<Double> offset = Offset.offset(TOLERANCE * statistics.scales().get(target));
                assertThat(found[b][step][target])
                    .isCloseTo(
                        statistics.restore(
                            expected.at(b, reader.layout().point(step, target)), target),
                        offset);
                for (int level = 0; level < answers.levels().size(); level++) {
                  float quantile = expected.at(b, reader.layout().quantile(step, target, level));
                  assertThat(quantiles[b][step][target][level])
                      .isCloseTo(statistics.restore(quantile, target), offset);
                }
              }
            }
          }
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "LSTM, 1, 1, LAST",
    "LSTM, 2, 2, LAST",
    "LSTM, 1, 2, MEAN",
    "GRU, 2, 2, MAX",
    "GRU, 1, 1, LAST",
    "RNN_TANH, 2, 2, LAST",
    "RNN_TANH, 1, 1, MAX",
    "RNN_RELU, 1, 2, MEAN"
  })
  void predictionsForDifferentLengthsAreTheSame(
      Cell cell, int layers, int directions, PoolingSpec.Kind pooling) throws Exception {
    int columns = 3;
    int classes = 4;
    List<Double> thresholds = List.of(0.24, 0.26, 0.23, 0.27);
    Random random = new Random(8);
    Statistics statistics = statistics(columns + 1, random);
    RecurrentSpec recurrent = recurrent(cell, columns, layers, directions);
    NetworkSpec classifier =
        NetworkSpec.ofSequences(recurrent, new PoolingSpec(pooling), 0.5, classes);
    NetworkSpec regressor = NetworkSpec.ofSequences(recurrent, new PoolingSpec(pooling), 0, 1);
    float[] classifying = InitialValues.of(classifier, 5);
    float[] regressing = InitialValues.of(regressor, 6);
    Statistics ofSteps =
        new Statistics(
            statistics.columns().subList(0, columns),
            statistics.means().subList(0, columns),
            statistics.scales().subList(0, columns));
    ModelSpec classification =
        new ModelSpec(
            classifier, new Classification(columns, Collections.nCopies(classes, 1.0), 0));
    try (OrtSession classes1 =
            session(
                classification,
                classifying,
                ofSteps,
                format -> format.classify(classes, thresholds));
        OrtSession numbers =
            session(
                new ModelSpec(regressor, new Regression(columns, LossKind.MSE)),
                regressing,
                statistics,
                format -> format.regress(columns))) {
      for (int[] lengths : new int[][] {{7}, {1, 9, 4, 9}, {3, 3}}) {
        int longest = IntStream.of(lengths).max().orElseThrow();
        double[][][] x = new double[lengths.length][longest][columns];
        Sequences sequences = new Sequences(columns);
        for (int b = 0; b < lengths.length; b++) {
          int at = sequences.add(lengths[b] * columns);
          for (int t = 0; t < longest; t++) {
            for (int c = 0; c < columns; c++) {
              double value =
                  statistics.means().get(c) + random.nextGaussian() * statistics.scales().get(c);
              // steps beyond the length must not influence the result
              x[b][t][c] = t < lengths[b] ? value : 1e9;
              if (t < lengths[b]) {
                sequences.values()[at + t * columns + c] = statistics.standardise(value, c);
              }
            }
          }
          sequences.end(0, 1, Split.TEST, b, 0);
        }
        Matrix logits = Matrix.zeros(lengths.length, classes);
        new SequencePredictor(classifier, classifying, Kernels.fastest())
            .predict(sequences, logits);
        Matrix values = Matrix.zeros(lengths.length, 1);
        new SequencePredictor(regressor, regressing, Kernels.fastest()).predict(sequences, values);
        try (OrtSession.Result found = answer(classes1, x, lengths);
            OrtSession.Result number = answer(numbers, x, lengths)) {
          float[][] probability = (float[][]) found.get("probability").orElseThrow().getValue();
          long[] prediction = (long[]) found.get("prediction").orElseThrow().getValue();
          double[] predicted = (double[]) number.get("prediction").orElseThrow().getValue();
          for (int b = 0; b < lengths.length; b++) {
            int best = ClassificationErrors.largest(logits, b, thresholds);
            double sum = 0;
            for (int c = 0; c < classes; c++) {
              sum += Math.exp(logits.at(b, c));
            }
            assertThat(prediction[b]).isEqualTo(best);
            for (int c = 0; c < classes; c++) {
              assertThat((double) probability[b][c])
                  .isCloseTo(Math.exp(logits.at(b, c)) / sum, Offset.offset(TOLERANCE));
            }
            assertThat(predicted[b])
                .isCloseTo(
                    statistics.restore(values.at(b, 0), columns),
                    Offset.offset(TOLERANCE * statistics.scales().get(columns)));
          }
        }
      }
    }
  }

  private static OrtSession.Result answer(OrtSession session, double[][][] x, int[] lengths)
      throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    long[] wide = IntStream.of(lengths).asLongStream().toArray();
    try (OnnxTensor input = OnnxTensor.createTensor(environment, x);
        OnnxTensor ends = OnnxTensor.createTensor(environment, wide)) {
      return session.run(Map.of("x", input, "lengths", ends));
    }
  }

  @Test
  void theFileDescribesItself() throws Exception {
    Statistics statistics = statistics(1, new Random(1));
    NetworkSpec network = NetworkSpec.forecaster(recurrent(Cell.LSTM, 1, 1, 1), 2);
    WindowReader reader = new WindowReader(new WindowSpec(3, 2, 1, Baseline.NONE, 0), 1, 1);
    try (OrtSession session =
        session(
            new ModelSpec(network, new Forecasting(reader, LossKind.MSE)),
            InitialValues.of(network, 1),
            statistics,
            format -> format.forecast(reader, statistics))) {
      assertThat(session.getMetadata().getProducerName()).isEqualTo("spark-lstm");
      assertThat(session.getMetadata().getDescription()).contains("the last 3 rows", "[c0]");
      assertThat(session.getMetadata().getCustomMetadata()).containsEntry("a", "b");
    }
  }
}
