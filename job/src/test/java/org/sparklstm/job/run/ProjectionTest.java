package org.sparklstm.job.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.sparklstm.job.distributed.Aggregation;

/** The README's formula, by hand. */
class ProjectionTest {
  private static final double EXACT = 1e-12;

  /** 1 ms per example, 2 ms per update, 10 ms per job, 0.1 ms per task, 0.5 ms per sum. */
  private static Projection projection(boolean coresTogether, int parameters) {
    return new Projection(
        256,
        32,
        0.001,
        0.002,
        0.010,
        0.0001,
        0.0005,
        parameters,
        125_000,
        Aggregation.USUAL,
        coresTogether);
  }

  private static Projection.Cluster cluster(int executors, int cores) {
    return new Projection.Cluster(executors, cores, 1);
  }

  @Test
  void oneExecutorOfTwoCores() {
    Projection.Step step = projection(true, 31_250).on(cluster(1, 2));
    assertThat(step.broadcast()).isEqualTo(0.001, within(EXACT)); // 125,000 bytes at 1 Gbit/s
    assertThat(step.scheduling()).isEqualTo(0.010, within(EXACT));
    assertThat(step.compute()).isEqualTo(0.128, within(EXACT)); // 8 blocks, 2 at a time
    assertThat(step.aggregation()).isEqualTo(0.0015, within(EXACT));
    assertThat(step.total()).isEqualTo(0.1425, within(EXACT));
    assertThat(step.windowsPerSecond()).isEqualTo(256 / 0.1425, within(1e-6));
    assertThat(step.efficiency()).isEqualTo(0.128 / 0.1425, within(EXACT));
    assertThat(step.largest()).isEqualTo("computing");
  }

  @Test
  void blocksThatDoNotSpreadEvenlyCostAWholeTurn() {
    assertThat(projection(true, 31_250).on(cluster(3, 1)).compute())
        .isEqualTo(3 * 0.032, within(EXACT));
    assertThat(projection(true, 31_250).on(cluster(1000, 2)).compute())
        .isEqualTo(0.032, within(EXACT));
  }

  @Test
  void partitionedDataHasATaskPerCore() {
    Projection.Step together = projection(true, 31_250).on(cluster(10, 4));
    Projection.Step apart = projection(false, 31_250).on(cluster(10, 4));
    assertThat(together.scheduling()).isEqualTo(0.010 + 9 * 0.0001, within(EXACT));
    assertThat(apart.scheduling()).isEqualTo(0.010 + 39 * 0.0001, within(EXACT));
    assertThat(apart.aggregation()).isEqualTo(4 * together.aggregation(), within(EXACT));
  }

  @Test
  void manySumsAreAddedInTwoRounds() {
    // 100 sums of 1,000,000 longs are more than the driver alone adds
    Projection.Step step = projection(true, 1_000_000).on(cluster(100, 1));
    assertThat(step.scheduling())
        .isEqualTo(0.010 + 99 * 0.0001 + 0.010 + 9 * 0.0001, within(EXACT));
    assertThat(step.aggregation()).isEqualTo(20 * 0.0015, within(EXACT));
    // Spark leaves the sums of up to five tasks to the driver, whatever their size
    assertThat(projection(true, 50_000_000).on(cluster(5, 1)).scheduling())
        .isEqualTo(0.010 + 4 * 0.0001, within(EXACT));
    assertThat(Aggregation.USUAL.groups(1000, 1_000_000)).isEqualTo(31);
    // 4 MB in 7 rounds: 1, 3, 7 … 127 machines have them
    assertThat(step.broadcast()).isEqualTo(7 * 0.032, within(EXACT));
  }

  @Test
  void theSuggestedBatchReachesFourFifths() {
    for (int executors : new int[] {1, 4, 30}) {
      long batch = projection(true, 31_250).on(cluster(executors, 2)).batchForEfficiency();
      assertThat(efficiency((int) batch, executors)).isBetween(0.8, 0.9);
      assertThat(efficiency((int) batch - 32 * 2 * executors, executors)).isLessThan(0.8);
    }
  }

  private static double efficiency(int batch, int executors) {
    return new Projection(
            batch,
            32,
            0.001,
            0.002,
            0.010,
            0.0001,
            0.0005,
            31_250,
            125_000,
            Aggregation.USUAL,
            true)
        .on(cluster(executors, 2))
        .efficiency();
  }
}
