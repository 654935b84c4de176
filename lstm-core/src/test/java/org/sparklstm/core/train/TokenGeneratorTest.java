package org.sparklstm.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sparklstm.core.Goldens;
import org.sparklstm.core.io.NamedParameters;
import org.sparklstm.core.io.Safetensors;
import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.layer.Network;
import org.sparklstm.core.layer.NetworkSpec;
import org.sparklstm.core.layer.RecurrentSpec;
import org.sparklstm.core.layer.TokenNetwork;
import org.sparklstm.core.random.CounterRandom;
import org.sparklstm.core.tensor.Matrix;

/** Sequences that go on, token by token. */
class TokenGeneratorTest {
  private static final int TOKENS = 7;
  private static final NetworkSpec SPEC =
      TokenNetwork.of(TOKENS, RecurrentSpec.lstm(5, 6).withLayers(2)).spec();

  private Safetensors golden;
  private Network network;
  private int[] text;

  @BeforeEach
  void load() throws IOException {
    golden = Goldens.read("tokens.safetensors");
    network = new Network(SPEC, Kernels.fastest());
    network.load(NamedParameters.values(SPEC.layout(), golden, "after."));
    text = ints(golden.tensors().get("text").values());
  }

  private static int[] ints(float[] values) {
    int[] numbers = new int[values.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (int) values[i];
    }
    return numbers;
  }

  private static TokenGenerator.Sampling sampling(int length, double temperature, int topK) {
    int none = TokenGenerator.Sampling.NO_STOP;
    return new TokenGenerator.Sampling(length, temperature, topK, none, none);
  }

  private int[][] generate(TokenGenerator.Sampling sampling, int[][] prompts, long... keys) {
    return new TokenGenerator(network, sampling).generate(prompts, keys);
  }

  @Test
  void equalsTorchs() {
    int[] likeliest = ints(golden.tensors().get("likeliest").values());
    float[] expected = golden.tensors().get("logits").values();
    int[][] prompts = {Arrays.copyOf(text, 4), Arrays.copyOf(text, 9), {text[0]}};
    // beside prompts of other lengths, which change nothing
    assertThat(generate(sampling(15, 0, 0), prompts, 1, 2, 3)[1]).containsExactly(likeliest);
    int[] whole = IntStream.concat(Arrays.stream(text, 0, 9), Arrays.stream(likeliest)).toArray();
    List<Float> logits = new ArrayList<>();
    TokenReader.Tokens tokens =
        new TokenReader.Tokens() {
          @Override
          public int length(int sequence) {
            return whole.length;
          }

          @Override
          public int token(int sequence, int t) {
            return whole[t];
          }
        };
    new TokenReader(network)
        .read(
            tokens,
            new int[] {0},
            TokenReader.Which.FOLLOWED,
            (sequence, t, row, at) -> {
              for (int token = 0; t >= 8 && token < TOKENS; token++) {
                logits.add(row.at(at, token));
              }
            });
    assertThat(logits).hasSize(expected.length);
    for (int i = 0; i < expected.length; i++) {
      assertThat(logits.get(i)).as("%d", i).isCloseTo(expected[i], within(1e-5f));
    }
  }

  @Test
  void drawsAsOftenAsTheProbabilitiesSay() {
    int[][] prompts = new int[4000][];
    Arrays.fill(prompts, Arrays.copyOf(text, 9));
    long[] keys = IntStream.range(0, 4000).mapToLong(CounterRandom::key).toArray();
    int[] counts = new int[TOKENS];
    for (int[] drawn : generate(sampling(1, 2, 0), prompts, keys)) {
      counts[drawn[0]]++;
    }
    float[] logits = golden.tensors().get("logits").values();
    double all = 0;
    for (int token = 0; token < TOKENS; token++) {
      all += Math.exp(logits[token] / 2);
    }
    for (int token = 0; token < TOKENS; token++) {
      double share = Math.exp(logits[token] / 2) / all;
      double deviation = Math.sqrt(share * (1 - share) / 4000);
      assertThat(counts[token] / 4000.0).isCloseTo(share, within(4 * deviation));
    }
  }

  @Test
  void drawsAmongTheLikeliestUntilItStops() {
    int[] prompt = Arrays.copyOf(text, 9);
    int likeliest = ints(golden.tensors().get("likeliest").values())[0];
    TokenGenerator.Sampling stopping =
        new TokenGenerator.Sampling(15, 0, 0, likeliest, TokenGenerator.Sampling.NO_STOP);
    assertThat(generate(stopping, new int[][] {prompt}, 1)[0]).containsExactly(likeliest);
    TokenGenerator.Sampling banning =
        new TokenGenerator.Sampling(200, 1, 0, TokenGenerator.Sampling.NO_STOP, likeliest);
    assertThat(generate(banning, new int[][] {prompt}, 1)[0])
        .hasSize(200)
        .doesNotContain(likeliest);
    assertThat(generate(sampling(30, 1, 1), new int[][] {prompt}, 1)[0])
        .containsExactly(generate(sampling(30, 0, 0), new int[][] {prompt}, 2)[0]);
    assertThat(generate(sampling(0, 1, 0), new int[][] {prompt}, 1)[0]).isEmpty();
    assertThatThrownBy(() -> sampling(-1, 1, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> sampling(1, Double.NaN, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void findsTheLikeliest() {
    Matrix logits = Matrix.of(new float[] {9, 1, 3, 3, -1, 7, 9, 1, 3, 3, -1, 7}, 2, 6);
    assertThat(TopTokens.of(logits, 1, 4, -1)).containsExactly(0, 5, 2, 3);
    assertThat(TopTokens.of(logits, 1, 3, 0)).containsExactly(5, 2, 3);
    assertThat(TopTokens.of(logits, 1, 9, 5)).containsExactly(0, 2, 3, 1, 4);
    assertThat(TokenErrors.rank(logits, 0, 3)).isEqualTo(4);
  }
}
