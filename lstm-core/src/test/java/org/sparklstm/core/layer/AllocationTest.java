package org.sparklstm.core.layer;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.loss.Loss;
import org.sparklstm.core.loss.SquaredError;
import org.sparklstm.core.optim.Adam;
import org.sparklstm.core.optim.Clipping;
import org.sparklstm.core.optim.Optimizer;
import org.sparklstm.core.tensor.Matrix;

/** A training step allocates nothing after warm-up. */
class AllocationTest {
  private static final int COUNTED_STEPS = 20;

  static Stream<Arguments> cells() {
    return Stream.of(Cell.values())
        .flatMap(cell -> Stream.of(Arguments.of(cell, "scalar"), Arguments.of(cell, "vector")));
  }

  /** A training step with everything that it needs. */
  private static final class Learner {
    private final Network network;
    private final float[] parameters;
    private final float[] gradient;
    private final Matrix target;
    private final Optimizer adam;
    private final Loss loss = new SquaredError();

    Learner(NetworkSpec spec, Kernels kernels) {
      network = new Network(spec, kernels);
      parameters = InitialValues.of(spec, 1);
      gradient = new float[parameters.length];
      adam = new Adam(parameters.length, 0);
      network.resize(10, 9);
      target = Matrix.zeros(9, spec.outputs());
    }

    void step(int key) {
      network.load(parameters);
      network.train(key);
      loss.meanGradient(network.output(), target, network.dOutput());
      Arrays.fill(gradient, 0);
      network.backward(gradient);
      Clipping.byNorm(gradient, Clipping.norm(gradient), 1);
      adam.step(parameters, gradient, 0.001);
    }
  }

  /**
   * The warm-up is needed because vectors are objects until the JIT compiler has compiled all
   * methods.
   */
  @ParameterizedTest
  @MethodSource("cells")
  @Timeout(120)
  void aWarmStepAllocatesNothing(Cell cell, String provider) {
    RecurrentSpec recurrent =
        RecurrentSpec.of(cell, 3, 36).withLayers(2).bidirectional().withDropout(0.1);
    NetworkSpec spec = NetworkSpec.forecaster(recurrent, 5);
    Learner learner =
        new Learner(spec, provider.equals("scalar") ? Kernels.scalar() : Kernels.vector());
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long allocated = Long.MAX_VALUE;
    long deadline = System.nanoTime() + 60_000_000_000L;
    for (int round = 0; allocated > 0 && System.nanoTime() < deadline; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int step = 0; step < COUNTED_STEPS; step++) {
        learner.step(round * COUNTED_STEPS + step);
      }
      allocated = threads.getCurrentThreadAllocatedBytes() - before;
    }
    assertThat(allocated).isZero();
  }
}
