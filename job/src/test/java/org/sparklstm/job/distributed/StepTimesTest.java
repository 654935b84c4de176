package org.sparklstm.job.distributed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.sparklstm.core.exact.GradientSum;
import org.sparklstm.core.train.Gradients;

/** Phases of a step against values computed by hand. */
class StepTimesTest {
  private static final double EXACT = 1e-12;
  private static final long MILLI = 1_000_000;

  /** Two tasks that computed for 30 and 10 ms and, of that, gathered for 4 and 2 ms. */
  private static StepSum twoTasks() {
    StepSum sum =
        StepSum.of(
            Gradients.of(new GradientSum(0, 2)), null, true, 30 * MILLI, 55 * MILLI, 4 * MILLI);
    return sum.merge(
        StepSum.of(
            Gradients.of(new GradientSum(0, 2)), null, true, 10 * MILLI, 15 * MILLI, 2 * MILLI));
  }

  @Test
  void aJobWithTwoTasksOfTwoThreads() {
    StepTimes times = StepTimes.ofJob(twoTasks(), 5 * MILLI, 50 * MILLI, 2, 1000);
    assertThat(times.broadcast()).isEqualTo(0.005, within(EXACT));
    assertThat(times.slowest()).isEqualTo(0.030, within(EXACT));
    assertThat(times.compute()).isEqualTo(0.020, within(EXACT));
    assertThat(times.busy()).isEqualTo(0.070, within(EXACT));
    assertThat(times.gather()).isEqualTo(0.0015, within(EXACT));
    assertThat(times.bytes()).isEqualTo(1000);
    assertThat(times.aggregation()).isPositive();
    assertThat(times.slowest() + times.aggregation() + times.waiting())
        .isEqualTo(0.050, within(EXACT));
  }

  @Test
  void aggregationDuringComputingIsNotCountedTwice() {
    StepTimes times = StepTimes.ofJob(twoTasks(), 0, 30 * MILLI + 1, 2, 0);
    assertThat(times.aggregation()).isEqualTo(1e-9, within(EXACT));
    assertThat(times.waiting()).isZero();
  }

  @Test
  void aStepInATrip() {
    StepTimes step =
        StepTimes.ofStep(64, 40 * MILLI, 3 * MILLI)
            .plus(StepTimes.ofComputing(37 * MILLI, 148 * MILLI, 8 * MILLI))
            .plus(StepTimes.ofTrip(2 * MILLI, 9 * MILLI, 77));
    assertThat(step.steps()).isEqualTo(1);
    assertThat(step.examples()).isEqualTo(64);
    assertThat(step.total()).isEqualTo(0.051, within(EXACT));
    assertThat(step.busy()).isEqualTo(0.148, within(EXACT));
    assertThat(step.gather()).isEqualTo(0.008, within(EXACT));
    assertThat(step.bytes()).isEqualTo(77);
    double job = step.broadcast() + step.slowest() + step.aggregation() + step.waiting();
    assertThat(job + step.update()).isEqualTo(step.total(), within(EXACT));
  }
}
