package org.sparklstm.core.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EpochPlanTest {

  private static List<StepPlan> steps(long[] windows, int epoch, int batch, int block) {
    List<StepPlan> steps = new ArrayList<>();
    new EpochPlan(5, epoch, windows, batch, block).forEachRemaining(steps::add);
    return steps;
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "7, 3", "64, 8", "100, 12", "256, 32", "5000, 64"})
  void everyWindowIsUsedOnceAndStepsAreFull(int batch, int block) {
    long[] windows = {100, 0, 37, 1, 255};
    List<StepPlan> steps = steps(windows, 2, batch, block);
    assertThat(steps).hasSize((393 + batch - 1) / batch);
    BitSet[] used = {new BitSet(), new BitSet(), new BitSet(), new BitSet(), new BitSet()};
    for (int i = 0; i < steps.size(); i++) {
      StepPlan step = steps.get(i);
      assertThat(step.step()).isEqualTo(2L * steps.size() + i);
      if (i < steps.size() - 1) {
        assertThat(step.examples()).isEqualTo(batch);
      }
      for (Block one : step.blocks()) {
        assertThat(one.count()).isBetween(1, block);
        for (int at = 0; at < one.count(); at++) {
          int window = (int) (one.first() + at);
          assertThat(used[one.shard()].get(window)).isFalse();
          used[one.shard()].set(window);
        }
      }
    }
    for (int shard = 0; shard < windows.length; shard++) {
      assertThat(used[shard].cardinality()).isEqualTo((int) windows[shard]);
    }
  }

  @Test
  void isAFunctionOfSeedAndEpoch() {
    long[] windows = {100, 100, 100};
    assertThat(steps(windows, 1, 64, 8)).isEqualTo(steps(windows, 1, 64, 8));
    assertThat(steps(windows, 1, 64, 8).get(0).blocks())
        .isNotEqualTo(steps(windows, 2, 64, 8).get(0).blocks());
  }

  @Test
  void stepsSpreadEvenlyWhateverTheNumberOfPartitions() {
    long[] windows = new long[240];
    java.util.Arrays.fill(windows, 64);
    for (int parts : new int[] {2, 3, 5, 8, 16}) {
      for (StepPlan step : steps(windows, 3, 16 * parts, 8)) {
        int[] blocks = new int[parts];
        step.blocks().forEach(block -> blocks[block.shard() % parts]++);
        for (int count : blocks) {
          assertThat(count).isBetween(1, 3);
        }
      }
    }
  }

  @Test
  void blocksSuitTheBatch() {
    assertThat(EpochPlan.blockFor(1)).isEqualTo(1);
    assertThat(EpochPlan.blockFor(32)).isEqualTo(8);
    assertThat(EpochPlan.blockFor(100)).isEqualTo(12);
    assertThat(EpochPlan.blockFor(256)).isEqualTo(32);
    assertThat(EpochPlan.blockFor(100_000)).isEqualTo(64);
  }
}
