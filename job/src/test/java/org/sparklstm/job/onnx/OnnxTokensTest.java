package org.sparklstm.job.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.layer.Cell;
import org.sparklstm.core.layer.DropoutSpec;
import org.sparklstm.core.layer.EmbeddingSpec;
import org.sparklstm.core.layer.InitialValues;
import org.sparklstm.core.layer.Network;
import org.sparklstm.core.layer.NetworkSpec;
import org.sparklstm.core.layer.RecurrentSpec;
import org.sparklstm.core.layer.StepInputs;
import org.sparklstm.core.layer.TokenNetwork;
import org.sparklstm.core.train.ModelSpec;
import org.sparklstm.core.train.NextToken;
import org.sparklstm.core.train.Tagging;
import org.sparklstm.job.data.table.Statistics;
import org.sparklstm.job.data.table.Vocabulary;
import org.sparklstm.job.task.ModelFormat;

/** ONNX Runtime answers tokens as the core does, and goes on from a state. */
class OnnxTokensTest {
  private static final Offset<Double> TOLERANCE = Offset.offset(1e-5);
  private static final int TOKENS = 9;
  private static final int HIDDEN = 6;

  private final Random random = new Random(4);

  private static TokenNetwork network(
      RecurrentSpec recurrent, StepInputs inputs, TokenNetwork.Head head) {
    // what regularises has no part in an answer
    return new TokenNetwork(
        TOKENS, inputs, recurrent, head, DropoutSpec.Masks.OF_SEQUENCES, .1, .1, .1, 1, 1);
  }

  private static Statistics statistics(StepInputs inputs) {
    List<Vocabulary> vocabularies = new ArrayList<>(List.of(vocabulary("token", TOKENS)));
    inputs.classes().forEach(one -> vocabularies.add(vocabulary("kind", one.count())));
    List<String> numbers = IntStream.range(0, inputs.numbers()).mapToObj(i -> "x" + i).toList();
    return Statistics.ofTokens(
        vocabularies,
        new Statistics(
            numbers,
            numbers.stream().map(one -> 100.0).toList(),
            numbers.stream().map(one -> 7.0).toList()));
  }

  private static Vocabulary vocabulary(String column, int count) {
    return new Vocabulary(column, IntStream.range(1, count).mapToObj(i -> "v" + i).toList());
  }

  /** Sequences of one length. */
  private final class Given {
    private final long[][] tokens;
    private final double[][][] numbers;
    private final long[][][] classes;

    Given(int batch, int length, StepInputs inputs) {
      tokens = new long[batch][length];
      numbers = new double[batch][length][inputs.numbers()];
      classes = new long[batch][length][inputs.classes().size()];
      for (int b = 0; b < batch; b++) {
        for (int t = 0; t < length; t++) {
          tokens[b][t] = random.nextInt(TOKENS);
          for (int i = 0; i < inputs.numbers(); i++) {
            numbers[b][t][i] = 100 + 7 * random.nextGaussian();
          }
          for (int i = 0; i < classes[b][t].length; i++) {
            classes[b][t][i] = random.nextInt(inputs.classes().get(i).count());
          }
        }
      }
    }

    /** Those of the steps {@code from … to - 1} as inputs, with lengths. */
    Map<String, OnnxTensor> inputs(int from, int to, int... lengths) throws OrtException {
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      int batch = tokens.length;
      long[][] some = new long[batch][];
      double[][][] someNumbers = new double[batch][][];
      long[][][] someClasses = new long[batch][][];
      for (int b = 0; b < batch; b++) {
        some[b] = Arrays.copyOfRange(tokens[b], from, to);
        someNumbers[b] = Arrays.copyOfRange(numbers[b], from, to);
        someClasses[b] = Arrays.copyOfRange(classes[b], from, to);
      }
      Map<String, OnnxTensor> all = new HashMap<>();
      all.put("tokens", OnnxTensor.createTensor(environment, some));
      all.put(
          "lengths",
          OnnxTensor.createTensor(environment, IntStream.of(lengths).asLongStream().toArray()));
      if (numbers[0][0].length > 0) {
        all.put("features", OnnxTensor.createTensor(environment, someNumbers));
      }
      if (classes[0][0].length > 0) {
        all.put("feature_classes", OnnxTensor.createTensor(environment, someClasses));
      }
      return all;
    }

    /** The core's logits of a sequence, all at once. */
    double[][] logits(NetworkSpec spec, float[] weights, int b, int length) {
      Network network = new Network(spec, Kernels.fastest());
      network.load(weights);
      network.resize(length, 1);
      for (int t = 0; t < length; t++) {
        int at = network.input().index(t, 0);
        for (int i = 0; i < numbers[b][t].length; i++) {
          network.input().data()[at++] = (float) ((numbers[b][t][i] - 100) / 7);
        }
        network.input().data()[at++] = tokens[b][t];
        for (long one : classes[b][t]) {
          network.input().data()[at++] = one;
        }
      }
      network.predict();
      double[][] all = new double[length][spec.outputs()];
      for (int t = 0; t < length; t++) {
        for (int o = 0; o < all[t].length; o++) {
          all[t][o] = network.output().at(t, o);
        }
      }
      return all;
    }
  }

  private static StepInputs inputs(String kind) {
    EmbeddingSpec classes = EmbeddingSpec.embedding(3, 2);
    return switch (kind) {
      case "NUMBERS" -> new StepInputs(2, List.of());
      case "CLASSES" -> new StepInputs(0, List.of(classes));
      case "BOTH" -> new StepInputs(1, List.of(classes, EmbeddingSpec.embedding(4, 1)));
      default -> StepInputs.NONE;
    };
  }

  @ParameterizedTest
  @CsvSource({
    "LSTM, 1, NONE, OWN_WEIGHT",
    "LSTM, 2, BOTH, TIED_WEIGHT",
    "GRU, 2, NUMBERS, OWN_WEIGHT",
    "RNN_TANH, 1, CLASSES, OWN_WEIGHT"
  })
  void goesOnFromAState(Cell cell, int layers, String kind, TokenNetwork.Head head)
      throws Exception {
    StepInputs inputs = inputs(kind);
    RecurrentSpec recurrent =
        RecurrentSpec.of(cell, HIDDEN + inputs.width(), HIDDEN).withLayers(layers);
    NetworkSpec network = network(recurrent, inputs, head).spec();
    float[] weights = InitialValues.of(network, 3);
    ModelSpec spec =
        new ModelSpec(
            network, new NextToken(TOKENS, NextToken.Updates.ALL_ROWS, 0, network.inputs()));
    int batch = 3;
    int length = 8;
    int first = 5;
    Given given = new Given(batch, length, inputs);
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    float[][][] zeros = new float[layers][batch][HIDDEN];
    try (OrtSession session =
        OnnxExportTest.session(spec, weights, statistics(inputs), ModelFormat::next)) {
      Map<String, OnnxTensor> one = given.inputs(0, first, first, first, first);
      one.put("h_0", OnnxTensor.createTensor(environment, zeros));
      Map<String, OnnxTensor> two = given.inputs(first, length, 3, 3, 3);
      if (cell == Cell.LSTM) {
        one.put("c_0", OnnxTensor.createTensor(environment, zeros));
      }
      try (OrtSession.Result begun = session.run(one)) {
        two.put("h_0", (OnnxTensor) begun.get("h_n").orElseThrow());
        if (cell == Cell.LSTM) {
          two.put("c_0", (OnnxTensor) begun.get("c_n").orElseThrow());
        }
        try (OrtSession.Result gone = session.run(two)) {
          float[][][] before = (float[][][]) begun.get("logits").orElseThrow().getValue();
          float[][][] after = (float[][][]) gone.get("logits").orElseThrow().getValue();
          for (int b = 0; b < batch; b++) {
            double[][] expected = given.logits(network, weights, b, length);
            for (int t = 0; t < length; t++) {
              float[] found = t < first ? before[b][t] : after[b][t - first];
              assertThat(found).hasSize(TOKENS);
              for (int token = 0; token < TOKENS; token++) {
                assertThat((double) found[token]).isCloseTo(expected[t][token], TOLERANCE);
              }
            }
          }
        }
      }
    }
  }

  @Test
  void classesOfTokensOfDifferentLengthsAreTheSame() throws Exception {
    StepInputs inputs = inputs("BOTH");
    int classes = 3;
    NetworkSpec network =
        network(
                RecurrentSpec.lstm(4 + inputs.width(), HIDDEN).withLayers(2).bidirectional(),
                inputs,
                TokenNetwork.Head.OWN_WEIGHT)
            .tagging(classes);
    float[] weights = InitialValues.of(network, 5);
    ModelSpec spec =
        new ModelSpec(
            network, new Tagging(TOKENS, Collections.nCopies(3, 1.0), 0, network.inputs()));
    int[] lengths = {2, 7, 5};
    Given given = new Given(lengths.length, 7, inputs);
    try (OrtSession session =
            OnnxExportTest.session(
                spec, weights, statistics(inputs), format -> format.tag(classes));
        OrtSession.Result found = session.run(given.inputs(0, 7, lengths))) {
      float[][][] probability = (float[][][]) found.get("probability").orElseThrow().getValue();
      long[][] prediction = (long[][]) found.get("prediction").orElseThrow().getValue();
      for (int b = 0; b < lengths.length; b++) {
        double[][] logits = given.logits(network, weights, b, lengths[b]);
        for (int t = 0; t < lengths[b]; t++) {
          double sum = 0;
          int best = 0;
          for (int c = 0; c < classes; c++) {
            sum += Math.exp(logits[t][c]);
            best = logits[t][c] > logits[t][best] ? c : best;
          }
          assertThat(prediction[b][t]).isEqualTo(best);
          for (int c = 0; c < classes; c++) {
            assertThat((double) probability[b][t][c])
                .isCloseTo(Math.exp(logits[t][c]) / sum, TOLERANCE);
          }
        }
      }
    }
  }
}
