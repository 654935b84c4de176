package org.sparklstm.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.sparklstm.core.Goldens;
import org.sparklstm.core.exact.GradientSum;
import org.sparklstm.core.io.Safetensors;
import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.layer.DenseSpec;
import org.sparklstm.core.layer.EmbeddingSpec;
import org.sparklstm.core.layer.InitialValues;
import org.sparklstm.core.layer.NetworkSpec;
import org.sparklstm.core.layer.RecurrentSpec;
import org.sparklstm.core.optim.Adam;
import org.sparklstm.core.optim.Schedule;
import org.sparklstm.core.optim.Sgd;
import org.sparklstm.core.random.Permutation;
import org.sparklstm.core.sequence.SequenceShard;
import org.sparklstm.core.sequence.Sequences;
import org.sparklstm.core.sequence.Shard;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.core.tensor.Matrix;

/** Streams of tokens whose state goes from step to step. */
class StreamsTest {
  private static final int TOKENS = 7;
  private static final ModelSpec MODEL = model(5, RecurrentSpec.lstm(5, 6).withLayers(2));

  private static ModelSpec model(int embedded, RecurrentSpec recurrent) {
    NetworkSpec network =
        new NetworkSpec(List.of())
            .then("embedding", EmbeddingSpec.embedding(TOKENS, embedded))
            .then("lstm", recurrent)
            .then("head", DenseSpec.dense(recurrent.hidden(), TOKENS));
    return new ModelSpec(network, new NextToken(TOKENS));
  }

  private static void add(Sequences to, int number, Split split, int... tokens) {
    for (int token : tokens) {
      to.addValue(token);
    }
    to.end(0, 1, split, number * 0x9e3779b97f4a7c15L, number);
  }

  /** Sequences of random lengths from 1 to 12. */
  private static SequenceShard shard(int id, int count) {
    Sequences all = new Sequences(1);
    for (int i = 0; i < count; i++) {
      Random random = new Random(100L * id + i);
      int[] tokens = random.ints(1 + random.nextInt(12), 0, TOKENS).toArray();
      add(all, i, i % 5 == 4 ? Split.VALIDATION : Split.TRAIN, tokens);
    }
    return new SequenceShard(id, List.of(all.trimmed()), 1);
  }

  private static TrainingSpec spec(int epochs, int streams) {
    return new TrainingSpec(3, epochs, streams, 2, 0.02, new Schedule.Constant(), 1, 0, 0);
  }

  private static StreamSpec streams(int length) {
    return new StreamSpec(length, MODEL.network().stateSize());
  }

  private static Trainer trainer(TrainingSpec spec, TrainingState state, GradientEngine engine) {
    return new Trainer(spec, streams(4), state, engine, List.of());
  }

  private static TrainingState start() {
    float[] parameters = InitialValues.of(MODEL.network(), 1);
    return new TrainingState(parameters, new Adam(parameters.length, 0));
  }

  private static GradientEngine engine(int threads, Shard... shards) {
    return new LocalEngine(MODEL, List.of(shards), Kernels::fastest, threads);
  }

  @Test
  void trainingEqualsTorchs() throws IOException {
    Safetensors golden = Goldens.read("tokens.safetensors");
    float[] text = golden.tensors().get("text").values();
    Sequences pieces = new Sequences(1);
    int length = (text.length - 1) / 2;
    for (int piece = 0; piece < 2; piece++) {
      int[] tokens = new int[length + 1];
      for (int t = 0; t <= length; t++) {
        tokens[t] = (int) text[piece * length + t];
      }
      add(pieces, piece, Split.TRAIN, tokens);
    }
    float[] parameters = parameters(golden, "before.");
    TrainingState state = new TrainingState(parameters, new Sgd(0));
    List<Double> losses = new ArrayList<>();
    TrainingSpec spec = new TrainingSpec(1, 2, 2, 1, 0.5, new Schedule.Constant(), 0, 0, 0);
    TrainingListener recorder =
        new TrainingListener() {
          @Override
          public void onStep(TrainingState now, StepReport report) {
            losses.add(report.loss());
          }
        };
    new Trainer(
            spec,
            streams(6),
            state,
            engine(2, new SequenceShard(0, List.of(pieces.trimmed()), 1)),
            List.of(recorder))
        .train();
    float[] expected = golden.tensors().get("losses").values();
    assertThat(losses).hasSize(expected.length).hasSize(8);
    for (int step = 0; step < expected.length; step++) {
      assertThat(losses.get(step)).as("step %d", step).isCloseTo(expected[step], within(2e-6));
    }
    float[] after = parameters(golden, "after.");
    for (int i = 0; i < after.length; i++) {
      assertThat(state.parameters()[i]).as("%d", i).isCloseTo(after[i], within(5e-6f));
    }
    // the whole text as one sequence
    Sequences whole = new Sequences(1);
    int[] all = new int[text.length];
    for (int t = 0; t < text.length; t++) {
      all[t] = (int) text[t];
    }
    add(whole, 0, Split.TEST, all);
    Errors errors =
        engine(1, new SequenceShard(0, List.of(whole.trimmed()), 1))
            .evaluate(state.parameters(), Split.TEST);
    assertThat(errors.examples()).isEqualTo(text.length - 1);
    assertThat(errors.meanLoss())
        .isCloseTo(golden.tensors().get("whole").values()[0], within(2e-6));
  }

  private static float[] parameters(Safetensors golden, String prefix) {
    float[] all = new float[MODEL.network().layout().size()];
    MODEL
        .network()
        .layout()
        .entries()
        .forEach(
            one -> {
              float[] values = golden.tensors().get(prefix + one.name()).values();
              System.arraycopy(values, 0, all, one.offset(), values.length);
            });
    return all;
  }

  @Test
  void eachTokenButTheFirstOfASequenceIsReadOnce() {
    SequenceShard shard = shard(0, 40);
    for (int streams : new int[] {1, 3, 32, 50}) {
      ShardStreams cut =
          new ShardStreams(shard, 0, streams, new Permutation(shard.count(Split.TRAIN), 5));
      Map<List<Integer>, Integer> read = new HashMap<>();
      long longest = 0;
      for (int stream = 0; stream < streams; stream++) {
        long[] length = {0};
        for (int segment = 0; segment < 200; segment++) {
          cut.read(
              shard,
              stream,
              4L * segment,
              4,
              (sequence, first, count) -> {
                for (int t = first; t < first + count; t++) {
                  read.merge(List.of(sequence, t), 1, Integer::sum);
                }
                length[0] += count;
              });
        }
        longest = Math.max(longest, length[0]);
      }
      assertThat(read.values()).allMatch(times -> times == 1);
      assertThat(read).hasSize((int) shard.predicted(Split.TRAIN));
      assertThat(longest).isEqualTo((read.size() + streams - 1) / streams);
    }
  }

  /**
   * With steps that hold all of it, no state is cut off: the gradient is that of whole sequences.
   */
  @Test
  void aStreamIsItsSequencesOneAfterTheOther() {
    SequenceShard shard = shard(0, 20);
    StreamPlan plan = new StreamPlan(3, 0, new long[] {shard.predicted(Split.TRAIN)}, 1, 1, 1_000);
    StepPlan step = plan.next().from(new float[MODEL.network().stateSize()]);
    assertThat(plan.hasNext()).isFalse();
    float[] parameters = InitialValues.of(MODEL.network(), 1);
    float[] mean = new float[parameters.length];
    engine(1, shard).gradients(parameters, step, 40).sum().mean(mean);
    double[] expected = new double[parameters.length];
    long tokens = 0;
    for (int i = 0; i < shard.count(Split.TRAIN); i++) {
      int sequence = shard.find(Split.TRAIN, i);
      if (shard.length(sequence) > 1) {
        Sequences one = new Sequences(1);
        for (int t = 0; t < shard.length(sequence); t++) {
          one.addValue(shard.token(sequence, t));
        }
        one.end(0, 1, Split.TRAIN, 0, 0);
        SequenceShard alone = new SequenceShard(0, List.of(one.trimmed()), 1);
        long count = alone.predicted(Split.TRAIN);
        StepPlan own =
            new StreamPlan(3, 0, new long[] {count}, 1, 1, 1_000)
                .next()
                .from(new float[MODEL.network().stateSize()]);
        Gradients gradients = Gradients.of(new GradientSum(40, 1));
        Replica replica = new Replica(MODEL, Kernels.fastest());
        replica.load(parameters, own);
        replica.addGradient(alone, own, own.blocks().get(0), gradients);
        float[] ofOne = new float[parameters.length];
        gradients.sum().mean(ofOne);
        for (int k = 0; k < expected.length; k++) {
          expected[k] += count * (double) ofOne[k];
        }
        tokens += count;
      }
    }
    assertThat(step.blocks()).hasSize(1);
    for (int k = 0; k < mean.length; k++) {
      assertThat((double) mean[k]).isCloseTo(expected[k] / tokens, within(1e-6));
    }
  }

  @Test
  void threadsChangeNoBit() {
    Shard[] shards = {shard(0, 30), shard(1, 50), shard(2, 7)};
    TrainingSpec spec = spec(3, 9);
    float[] expected = trainer(spec, start(), engine(1, shards)).train().best();
    float[] found = trainer(spec, start(), engine(4, shards)).train().best();
    assertThat(found).containsExactly(expected);
  }

  /** Computes each step twice, as after a lost executor or with another scale. */
  private record Repeating(GradientEngine engine) implements GradientEngine {
    @Override
    public long[] examples(Split split) {
      return engine.examples(split);
    }

    @Override
    public long[] predicted() {
      return engine.predicted();
    }

    @Override
    public Gradients gradients(float[] parameters, StepPlan plan, int exponent) {
      engine.gradients(parameters, plan, exponent);
      return Gradients.read(
          engine.gradients(parameters, plan, exponent).write(Gradients.Form.PACKED));
    }

    @Override
    public Errors evaluate(float[] parameters, Split split) {
      return engine.evaluate(parameters, split);
    }
  }

  @Test
  void aStepThatIsRepeatedMovesNoStateTwice() {
    Shard[] shards = {shard(0, 30), shard(1, 50)};
    TrainingSpec spec = spec(2, 6);
    TrainingState expected = trainer(spec, start(), engine(1, shards)).train();
    TrainingState found = trainer(spec, start(), new Repeating(engine(1, shards))).train();
    assertThat(found.parameters()).containsExactly(expected.parameters());
    assertThat(found.streams()).containsExactly(expected.streams()).isNotEmpty();
  }

  @Test
  void trainingGoesOnInTheMiddleOfStreams() {
    Shard[] shards = {shard(0, 30), shard(1, 50)};
    TrainingSpec spec = spec(2, 6);
    TrainingState expected = trainer(spec, start(), engine(1, shards)).train();
    for (int steps : new int[] {1, 5, 11}) {
      TrainingState state = start();
      Trainer trainer = trainer(spec, state, engine(1, shards));
      trainer.advance(steps);
      TrainingState resumed = state.copy();
      assertThat(resumed.streams()).containsExactly(state.streams());
      trainer(spec, resumed, engine(1, shards)).train();
      assertThat(resumed.best()).containsExactly(expected.best());
    }
  }

  @Test
  void shardsHaveStreamsByTheirTokens() {
    assertThat(StreamPlan.streams(new long[] {100, 300, 0, 200}, 6)).containsExactly(1, 3, 0, 2);
    assertThat(StreamPlan.streams(new long[] {1, 1, 1000}, 4)).containsExactly(1, 1, 2);
    assertThat(StreamPlan.streams(new long[] {999, 1001, 1000}, 32)).containsExactly(10, 11, 11);
    assertThatThrownBy(() -> StreamPlan.streams(new long[] {5, 5, 5}, 2))
        .hasMessageContaining("2 streams cannot read 3 shards");
  }

  @Test
  void ranksCountTiesByNumber() {
    Matrix logits = Matrix.of(new float[] {1, 3, 1, 3}, 1, 4);
    assertThat(TokenErrors.rank(logits, 0, 1)).isEqualTo(1);
    assertThat(TokenErrors.rank(logits, 0, 3)).isEqualTo(2);
    assertThat(TokenErrors.rank(logits, 0, 0)).isEqualTo(3);
    assertThat(TokenErrors.rank(logits, 0, 2)).isEqualTo(4);
    TokenErrors errors = new TokenErrors();
    errors.add(logits, 0, 1, 0.5);
    errors.add(logits, 0, 2, 1.5);
    assertThat(errors.meanLoss()).isEqualTo(1);
    assertThat(errors.perplexity()).isCloseTo(Math.E, within(1e-12));
    assertThat(errors.recall(1)).isEqualTo(0.5);
    assertThat(errors.recall(4)).isEqualTo(1);
    assertThat(errors.meanReciprocalRank(3)).isEqualTo(0.5);
    assertThat(errors.meanReciprocalRank(4)).isEqualTo(0.625);
  }
}
