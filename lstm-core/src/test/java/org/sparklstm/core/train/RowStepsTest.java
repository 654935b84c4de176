package org.sparklstm.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sparklstm.core.Goldens;
import org.sparklstm.core.io.Safetensors;
import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.layer.DropoutSpec;
import org.sparklstm.core.layer.EmbeddingSpec;
import org.sparklstm.core.layer.InitialValues;
import org.sparklstm.core.layer.NetworkSpec;
import org.sparklstm.core.layer.RecurrentSpec;
import org.sparklstm.core.layer.StepInputs;
import org.sparklstm.core.layer.TokenNetwork;
import org.sparklstm.core.optim.Adam;
import org.sparklstm.core.optim.Optimizer;
import org.sparklstm.core.optim.Schedule;
import org.sparklstm.core.optim.Sgd;
import org.sparklstm.core.sequence.SequenceShard;
import org.sparklstm.core.sequence.Sequences;
import org.sparklstm.core.sequence.Shard;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.core.tensor.ParameterLayout;

/** Steps that touch some rows of the weights by token. */
class RowStepsTest {
  private static final TrainingSpec SPEC = spec(1, 2, 2, 1, 0.02);

  private static TrainingSpec spec(long seed, int epochs, int streams, int block, double rate) {
    return new TrainingSpec(seed, epochs, streams, block, rate, new Schedule.Constant(), 0, 0, 0);
  }

  private static ModelSpec model(NetworkSpec network, int negatives) {
    return new ModelSpec(
        network,
        new NextToken(
            network.outputs(), NextToken.Updates.TOUCHED_ROWS, negatives, network.inputs()));
  }

  private static StreamSpec streams(ModelSpec model) {
    NextToken objective = (NextToken) model.objective();
    return new StreamSpec(6, model.network().stateSize(), objective.rows(model.network()));
  }

  private static TrainingState train(
      ModelSpec model, TrainingSpec spec, TrainingState state, int threads, List<Shard> shards) {
    new Trainer(
            spec,
            streams(model),
            state,
            new LocalEngine(model, shards, Kernels::fastest, threads),
            List.of())
        .train();
    return state;
  }

  /** A text in two pieces, of steps of so many columns. */
  private static Shard pieces(float[] text, int columns) {
    Sequences pieces = new Sequences(columns);
    int length = (text.length / columns - 1) / 2;
    for (int piece = 0; piece < 2; piece++) {
      for (int at = piece * length * columns; at < ((piece + 1) * length + 1) * columns; at++) {
        pieces.addValue(text[at]);
      }
      pieces.end(0, 1, Split.TRAIN, piece * 0x9e3779b97f4a7c15L, piece);
    }
    return new SequenceShard(0, List.of(pieces.trimmed()), columns);
  }

  private static Shard shard(int id, int count, int vocabulary) {
    return shard(id, count, vocabulary, StepInputs.NONE);
  }

  private static Shard shard(int id, int count, int vocabulary, StepInputs inputs) {
    int columns = 1 + inputs.columns();
    Sequences all = new Sequences(columns);
    Random random = new Random(id);
    for (int i = 0; i < count; i++) {
      for (int token : random.ints(2 + random.nextInt(9), 0, vocabulary).toArray()) {
        all.addValue(token);
        for (int number = 0; number < inputs.numbers(); number++) {
          all.addValue((float) random.nextGaussian());
        }
        for (EmbeddingSpec one : inputs.classes()) {
          all.addValue(random.nextInt(one.count()));
        }
      }
      all.end(0, 1, i % 5 == 4 ? Split.VALIDATION : Split.TRAIN, 0, 0);
    }
    return new SequenceShard(id, List.of(all.trimmed()), columns);
  }

  private static float[] parameters(NetworkSpec network, Safetensors golden, String prefix) {
    float[] all = new float[network.layout().size()];
    for (ParameterLayout.Entry entry : network.layout().entries()) {
      float[] values = golden.tensors().get(prefix + entry.name()).values();
      System.arraycopy(values, 0, all, entry.offset(), values.length);
    }
    return all;
  }

  /** Trains as a golden does, and compares losses and parameters. */
  private static void compare(
      ModelSpec model, Safetensors golden, String prefix, TrainingSpec spec, Optimizer optimizer) {
    TrainingState state =
        new TrainingState(parameters(model.network(), golden, prefix + "before."), optimizer);
    List<Double> losses = new ArrayList<>();
    TrainingListener recorder =
        new TrainingListener() {
          @Override
          public void onStep(TrainingState now, StepReport report) {
            losses.add(report.loss());
          }
        };
    Shard shard = pieces(golden.tensors().get(prefix + "text").values(), model.network().inputs());
    LocalEngine engine = new LocalEngine(model, List.of(shard), Kernels::fastest, 2);
    new Trainer(spec, streams(model), state, engine, List.of(recorder)).train();
    float[] expected = golden.tensors().get(prefix + "losses").values();
    assertThat(losses).hasSize(expected.length).hasSize(8);
    for (int step = 0; step < expected.length; step++) {
      assertThat(losses.get(step)).as("step %d", step).isCloseTo(expected[step], within(3e-6));
    }
    float[] after = parameters(model.network(), golden, prefix + "after.");
    for (int i = 0; i < after.length; i++) {
      assertThat(state.parameters()[i]).as("%d", i).isCloseTo(after[i], within(1e-5f));
    }
  }

  @Test
  void rowsFollowSparseAdam() throws IOException {
    ModelSpec model = model(TokenNetwork.of(12, RecurrentSpec.lstm(4, 5)).spec(), 0);
    compare(
        model,
        Goldens.read("sparse.safetensors"),
        "",
        SPEC,
        new Adam(model.network().layout().size(), 0));
  }

  /** Numbers and classes beside the tokens. */
  @Test
  void stepsWithMoreThanATokenFollowTorch() throws IOException {
    StepInputs inputs = new StepInputs(2, List.of(EmbeddingSpec.embedding(3, 2)));
    NetworkSpec network =
        network(TokenNetwork.Head.OWN_WEIGHT, 12, 0, inputs, RecurrentSpec.lstm(4 + 4, 5));
    compare(
        model(network, 0),
        Goldens.read("beside.safetensors"),
        "",
        SPEC,
        new Adam(network.layout().size(), 0));
  }

  private static NetworkSpec network(TokenNetwork.Head head, int vocabulary, double dropout) {
    return network(head, vocabulary, dropout, StepInputs.NONE);
  }

  private static NetworkSpec network(
      TokenNetwork.Head head, int vocabulary, double dropout, StepInputs inputs) {
    RecurrentSpec recurrent = RecurrentSpec.lstm(5 + inputs.width(), 5);
    return network(head, vocabulary, dropout, inputs, recurrent);
  }

  private static NetworkSpec network(
      TokenNetwork.Head head,
      int vocabulary,
      double dropout,
      StepInputs inputs,
      RecurrentSpec recurrent) {
    return new TokenNetwork(
            vocabulary,
            inputs,
            recurrent,
            head,
            DropoutSpec.Masks.OF_SEQUENCES,
            dropout,
            dropout,
            dropout,
            dropout,
            dropout)
        .spec();
  }

  @ParameterizedTest
  @EnumSource
  void sampledSoftmaxIsThatOfTorch(TokenNetwork.Head head) throws IOException {
    ModelSpec model = model(network(head, 15, 0), 4);
    compare(
        model,
        Goldens.read("sampled.safetensors"),
        head == TokenNetwork.Head.TIED_WEIGHT ? "tied/" : "own/",
        spec(1, 2, 2, 1, 0.5),
        new Sgd(0));
  }

  private static List<StepInputs> inputs() {
    EmbeddingSpec three = EmbeddingSpec.embedding(3, 2);
    return List.of(
        StepInputs.NONE,
        new StepInputs(2, List.of()),
        new StepInputs(0, List.of(three)),
        new StepInputs(1, List.of(three, EmbeddingSpec.embedding(5, 1))));
  }

  /** Without momentum and decay a row that is not touched does not change anyway. */
  @ParameterizedTest
  @MethodSource("inputs")
  void touchedRowsAreUpdatedAsAllAre(StepInputs inputs) {
    NetworkSpec network = network(TokenNetwork.Head.OWN_WEIGHT, 40, 0.2, inputs);
    List<Shard> shards = List.of(shard(0, 30, 40, inputs), shard(1, 20, 40, inputs));
    TrainingSpec spec = spec(3, 2, 6, 2, 0.1);
    float[] start = InitialValues.of(network, 1);
    TrainingState some =
        train(model(network, 0), spec, new TrainingState(start.clone(), new Sgd(0)), 1, shards);
    ModelSpec whole =
        new ModelSpec(network, new NextToken(40, NextToken.Updates.ALL_ROWS, 0, network.inputs()));
    TrainingState all = new TrainingState(start.clone(), new Sgd(0));
    new Trainer(
            spec,
            new StreamSpec(6, network.stateSize()),
            all,
            new LocalEngine(whole, shards, Kernels::fastest, 1),
            List.of())
        .train();
    assertThat(some.parameters()).containsExactly(all.parameters());
    assertThat(some.losses()).containsExactly(all.losses());
    assertThat(some.parameters()).isNotEqualTo(start);
  }

  @Test
  void neitherThreadsNorStopsChangeABit() {
    ModelSpec model = model(network(TokenNetwork.Head.TIED_WEIGHT, 60, 0.2), 7);
    List<Shard> shards = List.of(shard(0, 30, 60), shard(1, 20, 60));
    TrainingSpec spec = spec(3, 2, 6, 2, 0.05);
    TrainingState expected = train(model, spec, start(model), 1, shards);
    assertThat(train(model, spec, start(model), 3, shards).parameters())
        .containsExactly(expected.parameters());
    TrainingState stopped = start(model);
    new Trainer(
            spec,
            streams(model),
            stopped,
            new LocalEngine(model, shards, Kernels::fastest, 1),
            List.of())
        .advance(3);
    assertThat(train(model, spec, stopped.copy(), 2, shards).parameters())
        .containsExactly(expected.parameters());
  }

  private static TrainingState start(ModelSpec model) {
    float[] parameters = InitialValues.of(model.network(), 1);
    return new TrainingState(parameters, new Adam(parameters.length, 0.01));
  }

  @Test
  void aStepChangesItsRowsOnly() {
    NetworkSpec network = network(TokenNetwork.Head.OWN_WEIGHT, 50, 0);
    ModelSpec model = model(network, 3);
    List<Shard> shards = List.of(shard(0, 4, 10));
    TrainingState state = start(model);
    float[] before = state.parameters().clone();
    List<float[]> gradients = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onGradient(long step, java.util.function.Supplier<float[]> gradient) {
            gradients.add(gradient.get());
          }
        };
    LocalEngine engine = new LocalEngine(model, shards, Kernels::fastest, 1);
    new Trainer(spec(3, 1, 2, 2, 0.1), streams(model), state, engine, List.of(listener)).advance(1);
    StreamPlan plan = new StreamPlan(3, 0, engine.predicted(), 2, 2, 6);
    StepPlan first = plan.next();
    BitSet read = engine.tokens(List.of(first)).read().get(0);
    assertThat(read.cardinality()).isBetween(1, 10);
    int vectors = network.layout().offset("embedding.weight");
    for (int token = 0; token < 50; token++) {
      float[] row = Arrays.copyOfRange(before, vectors + 5 * token, vectors + 5 * token + 5);
      float[] now =
          Arrays.copyOfRange(state.parameters(), vectors + 5 * token, vectors + 5 * token + 5);
      assertThat(Arrays.equals(row, now)).as("%d", token).isNotEqualTo(read.get(token));
    }
    int biases = network.layout().offset("head.bias");
    long touched = 0;
    for (int token = 0; token < 50; token++) {
      touched += gradients.get(0)[biases + token] == 0 ? 0 : 1;
    }
    assertThat(touched).isBetween(3L, 13L);
  }

  @Test
  void negativesAreDifferentAndExpectedAsOftenAsTheyCome() {
    int vocabulary = 200;
    long[] times = new long[vocabulary];
    int rounds = 20_000;
    for (int round = 0; round < rounds; round++) {
      Negatives drawn = Negatives.draw(20, vocabulary, round);
      assertThat(drawn.tokens()).hasSize(20).doesNotHaveDuplicates().isSorted();
      for (int token : drawn.tokens()) {
        times[token]++;
      }
    }
    Negatives typical = Negatives.draw(20, vocabulary, 1);
    int[] all = java.util.stream.IntStream.range(0, vocabulary).toArray();
    float[] logs = new Negatives(all, 26, vocabulary).logExpected(all);
    assertThat(typical.draws()).isBetween(20L, 40L);
    assertThat(Math.exp(logs[0])).isCloseTo((double) times[0] / rounds, within(0.05));
    assertThat(Math.exp(logs[100])).isCloseTo((double) times[100] / rounds, within(0.02));
    assertThat(times[0]).isGreaterThan(10 * times[100]);
    assertThatThrownBy(() -> Negatives.draw(101, vocabulary, 1))
        .hasMessageContaining("101 of 200 tokens cannot be drawn");
  }

  @Test
  void aTiedWeightWithoutNegativesHasNoRowsOfAStep() {
    assertThatThrownBy(
            () ->
                model(network(TokenNetwork.Head.TIED_WEIGHT, 9, 0), 0)
                    .objective()
                    .newWork(
                        model(network(TokenNetwork.Head.TIED_WEIGHT, 9, 0), 0), Kernels.fastest()))
        .hasMessageContaining("each step touches all rows");
    assertThatThrownBy(() -> new NextToken(9, NextToken.Updates.ALL_ROWS, 3, 1))
        .hasMessageContaining("with 3 negatives only rows that are touched");
  }
}
