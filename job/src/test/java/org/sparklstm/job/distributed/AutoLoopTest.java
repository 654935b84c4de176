package org.sparklstm.job.distributed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.core.train.Errors;

/** The quicker loop is kept, whichever it is. */
class AutoLoopTest {

  /** Says that its steps take some time. */
  private static final class Pretender implements TrainingLoop {
    private final String name;
    private final StepTimes times;
    private final long atOnce;
    private int steps;

    Pretender(String name, StepTimes times, long atOnce) {
      this.name = name;
      this.times = times;
      this.atOnce = atOnce;
    }

    @Override
    public long stepsAtOnce(double secondsAStep) {
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

  /** Cannot take a step. */
  private static final class Refuser implements TrainingLoop {
    private final RuntimeException reason;

    Refuser(RuntimeException reason) {
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
  void whereSingleDoesNotWorkDistributedDoes() {
    Pretender distributed = new Pretender("distributed", step(1, 0), 1);
    List<String> said = new ArrayList<>();
    AutoLoop auto =
        new AutoLoop(
            distributed,
            new Refuser(new TripFailedException(new IllegalStateException("too small"))),
            message -> said.add(message.toString()));
    for (int i = 0; i < 20; i++) {
      auto.advance(1);
    }
    assertThat(distributed.steps).isEqualTo(19);
    assertThat(auto.name()).isEqualTo("distributed");
    assertThat(said)
        .containsExactly(
            "train.execution = auto: single does not work here (too small); distributed from here on");
  }

  /** A job costs its total; steps elsewhere cost what they compute, not their way there. */
  private static StepTimes step(int computeMillis, int tripMillis) {
    return StepTimes.ofStep(1, computeMillis * 1_000_000L, 0)
        .plus(StepTimes.ofComputing(computeMillis * 1_000_000L, 0, 0))
        .plus(StepTimes.ofTrip(0, tripMillis * 1_000_000L, 0));
  }

  @Test
  void theQuickerOneIsKept() {
    assertThat(chosen(1, 1000)).isEqualTo("distributed");
    assertThat(chosen(5, 1000)).isEqualTo("distributed");
    assertThat(chosen(20, 1000)).isEqualTo("single");
    // a trip of a few steps is dear
    assertThat(chosen(20, 5)).isEqualTo("distributed");
  }

  private static String chosen(int job, long trip) {
    Pretender distributed = new Pretender("distributed", step(job, 0), 1);
    Pretender single = new Pretender("single", step(10, 500), trip);
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
    assertThat(said.get(0)).contains(auto.name() + " from here on");
    return auto.name();
  }
}
