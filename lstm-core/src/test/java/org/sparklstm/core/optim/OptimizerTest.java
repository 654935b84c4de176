package org.sparklstm.core.optim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparklstm.core.Goldens;
import org.sparklstm.core.io.Safetensors;

class OptimizerTest {
  private static final int STEPS = 100;
  private static final double RELATIVE = 1e-5;

  private static Optimizer make(String name, int size) {
    return switch (name) {
      case "adam" -> new Adam(size, 0);
      case "adam_decay" -> new Adam(size, 0.1);
      case "sgd" -> new Sgd(0);
      case "sgd_decay" -> new Sgd(0.1);
      case "sgd_momentum" -> new Sgd(size, 0.1, 0.9, Sgd.Look.HERE);
      case "sgd_nesterov" -> new Sgd(size, 0, 0.9, Sgd.Look.AHEAD);
      case "adamw" -> new Adam(size, 0.1, Adam.Decay.DECOUPLED);
      case "rmsprop" -> new RmsProp(size, 0.1, 0, RmsProp.Scale.ROOT_MEAN_SQUARE);
      case "rmsprop_momentum" -> new RmsProp(size, 0, 0.9, RmsProp.Scale.ROOT_MEAN_SQUARE);
      case "rmsprop_centred" -> new RmsProp(size, 0, 0, RmsProp.Scale.DEVIATION);
      case "adagrad" -> new Adagrad(size, 0.1);
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static void step(Optimizer optimizer, float[] p, Safetensors golden) {
    float[] a = golden.tensors().get("a").values();
    float[] b = golden.tensors().get("b").values();
    float[] gradient = new float[p.length];
    for (int i = 0; i < p.length; i++) {
      gradient[i] = a[i] * p[i] + b[i] * (p[i] * p[i] * p[i]);
    }
    optimizer.step(p, gradient, 0.01);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "adam",
        "adam_decay",
        "adamw",
        "sgd",
        "sgd_decay",
        "sgd_momentum",
        "sgd_nesterov",
        "rmsprop",
        "rmsprop_momentum",
        "rmsprop_centred",
        "adagrad"
      })
  void hundredStepsFollowTorch(String name) throws IOException {
    Safetensors golden = Goldens.read("optimizers.safetensors");
    float[] p = golden.tensors().get("start").values().clone();
    float[] expected = golden.tensors().get(name).values();
    Optimizer optimizer = make(name, p.length);
    for (int step = 0; step < STEPS; step++) {
      step(optimizer, p, golden);
      for (int i = 0; step % 10 == 9 && i < p.length; i++) {
        double want = expected[step / 10 * p.length + i];
        assertThat(Math.abs(p[i] - want))
            .as("step %d, parameter %d", step, i)
            .isLessThanOrEqualTo(RELATIVE * Math.max(Math.abs(want), 1e-2));
      }
    }
    assertThat(optimizer.steps()).isEqualTo(STEPS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "adam",
        "adamw",
        "sgd",
        "sgd_nesterov",
        "rmsprop_momentum",
        "rmsprop_centred",
        "adagrad"
      })
  void aRestoredOptimizerContinuesWithTheSameBits(String name) throws IOException {
    Safetensors golden = Goldens.read("optimizers.safetensors");
    float[] p = golden.tensors().get("start").values().clone();
    Optimizer first = make(name, p.length);
    for (int i = 0; i < 10; i++) {
      step(first, p, golden);
    }
    float[] q = p.clone();
    Optimizer second = make(name, q.length);
    second.restore(first.steps(), first.state());
    for (int i = 0; i < 10; i++) {
      step(first, p, golden);
      step(second, q, golden);
    }
    assertThat(q).containsExactly(p);
  }

  @Test
  void stateIsNamedAsInTorch() {
    assertThat(new Adam(3, 0).state()).containsOnlyKeys("exp_avg", "exp_avg_sq");
    assertThat(new Sgd(0).state()).isEqualTo(Map.of());
    assertThat(make("sgd_momentum", 3).state()).containsOnlyKeys("momentum_buffer");
    assertThat(make("rmsprop_centred", 3).state()).containsOnlyKeys("square_avg", "grad_avg");
    assertThat(make("adagrad", 3).state()).containsOnlyKeys("sum");
  }

  @Test
  void clippingScalesToTheNormAndLeavesSmallGradientsAlone() {
    float[] gradient = {3, 4};
    assertThat(Clipping.norm(gradient)).isEqualTo(5);
    Clipping.byNorm(gradient, 5, 10);
    assertThat(gradient).containsExactly(3, 4);
    Clipping.byNorm(gradient, 5, 1);
    assertThat(Clipping.norm(gradient)).isBetween(0.999999, 1.0);
  }

  @Test
  void clippingByValueCutsEachElement() {
    float[] gradient = {3, -4, 0.5f, Float.NaN};
    Clipping.byValue(gradient, 2);
    assertThat(gradient).containsExactly(2, -2, 0.5f, Float.NaN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"step", "cosine", "plateau"})
  void schedulesFollowTorchs(String name) throws IOException {
    Safetensors golden = Goldens.read("schedules.safetensors");
    Schedule schedule =
        switch (name) {
          case "step" -> new Schedule.Step(7, 0.3);
          case "cosine" -> new Schedule.Cosine(3, 30, 0.001);
          default -> new Schedule.ReduceOnPlateau(0.5, 2, 0.01);
        };
    float[] losses = golden.tensors().get("losses").values();
    double[] before = new double[losses.length];
    for (int i = 0; i < losses.length; i++) {
      before[i] = losses[i];
    }
    float[] expected = golden.tensors().get(name).values();
    for (int epoch = 0; epoch < expected.length; epoch++) {
      assertThat(schedule.rate(0.1, epoch, before))
          .as("epoch %d", epoch)
          .isCloseTo(expected[epoch], Offset.offset(1e-8));
    }
    assertThat(new Schedule.Constant().rate(0.1, 17, before)).isEqualTo(0.1);
  }
}
