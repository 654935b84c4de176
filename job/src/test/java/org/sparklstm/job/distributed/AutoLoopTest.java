package org.sparklstm.job.distributed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.core.train.Errors;

/** The faster loop is kept. */
class AutoLoopTest {

  /** Reports a fixed time per call. */
  private static final class FakeLoop implements TrainingLoop {
    private final String name;
    private final StepTimes times;
    private final long atOnce;
    private int steps;

    FakeLoop(String name, StepTimes times, long atOnce) {
      this.name = name;
      this.times = times;
      this.atOnce = atOnce;
    }

    @Override
    public long stepsAtOnce(double secondsPerStep) {
      return atOnce;
    }

    @Override
    public StepTimes advance(long count) {
      steps += (int) Math.min(count, 10);
      return times;
    }

    @Override
    public Errors evaluate(float[] parameters, Split split) {
      return null;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public void close() {}
  }

  /** Fails on every step. */
  private static final class FailingLoop implements TrainingLoop {
    private final RuntimeException reason;

    FailingLoop(RuntimeException reason) {
      this.reason = reason;
    }

    @Override
    public StepTimes advance(long count) {
      throw reason;
    }

    @Override
    public Errors evaluate(float[] parameters, Split split) {
      return null;
    }

    @Override
    public String name() {
      return "single";
    }

    @Override
    public void close() {}
  }

  @Test
  void allStepsRunDistributedIfSingleFails() {
    FakeLoop distributed = new FakeLoop("distributed", step(1, 0), 1);
    List<String> said = new ArrayList<>();
    AutoLoop auto =
        new AutoLoop(
            distributed,
            new FailingLoop(new TripFailedException(new IllegalStateException("too small"))),
            message -> said.add(message.toString()));
    for (int i = 0; i < 20; i++) {
      auto.advance(1);
    }
    assertThat(distributed.steps).isEqualTo(19);
    assertThat(auto.name()).isEqualTo("distributed");
    assertThat(said)
        .containsExactly(
            "train.execution = auto: single execution failed (too small); all steps run distributed");
  }

  /** Times of a step with an overhead: computing, and sending the step elsewhere. */
  private static StepTimes step(int computeMillis, int tripMillis) {
    return StepTimes.ofStep(1, computeMillis * 1_000_000L, 0)
        .plus(StepTimes.ofComputing(computeMillis * 1_000_000L, 0, 0))
        .plus(StepTimes.ofTrip(0, tripMillis * 1_000_000L, 0));
  }

  @Test
  void theFasterLoopIsKept() {
    assertThat(chosen(1, 1000)).isEqualTo("distributed");
    assertThat(chosen(5, 1000)).isEqualTo("distributed");
    assertThat(chosen(20, 1000)).isEqualTo("single");
    // a trip of only a few steps has a high overhead per step
    assertThat(chosen(20, 5)).isEqualTo("distributed");
  }

  private static String chosen(int job, long trip) {
    FakeLoop distributed = new FakeLoop("distributed", step(job, 0), 1);
    FakeLoop single = new FakeLoop("single", step(10, 500), trip);
    List<String> said = new ArrayList<>();
    AutoLoop auto = new AutoLoop(distributed, single, message -> said.add(message.toString()));
    assertThat(auto.name()).isEqualTo("auto");
    for (int i = 0; i < 16; i++) {
      auto.advance(Long.MAX_VALUE);
    }
    assertThat(distributed.steps).isEqualTo(8);
    assertThat(single.steps).isEqualTo(8);
    auto.advance(Long.MAX_VALUE);
    assertThat((auto.name().equals("single") ? single : distributed).steps).isEqualTo(18);
    assertThat(said).hasSize(1);
    assertThat(said.get(0)).endsWith("; using " + auto.name());
    return auto.name();
  }
}
