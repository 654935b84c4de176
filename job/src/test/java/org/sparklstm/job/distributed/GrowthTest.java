package org.sparklstm.job.distributed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.storage.BlockManager;
import org.junit.jupiter.api.Test;
import org.sparklstm.core.layer.InitialValues;
import org.sparklstm.core.layer.NetworkSpec;
import org.sparklstm.core.layer.RecurrentSpec;
import org.sparklstm.core.sequence.Baseline;
import org.sparklstm.core.sequence.Rows;
import org.sparklstm.core.sequence.Segment;
import org.sparklstm.core.sequence.SeriesShard;
import org.sparklstm.core.sequence.Shard;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.core.sequence.SplitBounds;
import org.sparklstm.core.sequence.WindowReader;
import org.sparklstm.core.sequence.WindowSpec;
import org.sparklstm.core.train.EpochPlan;
import org.sparklstm.core.train.Forecasting;
import org.sparklstm.core.train.LossKind;
import org.sparklstm.core.train.ModelSpec;
import org.sparklstm.job.LocalSpark;

/** A thousand steps leave no memory, broadcasts or files behind. */
class GrowthTest {
  private static final int ROWS = 2000;
  private static final long QUEUE_MILLIS = 600_000;
  private static final WindowSpec WINDOWS = new WindowSpec(4, 1, 1, Baseline.NONE, 0);
  private static final ModelSpec MODEL =
      new ModelSpec(
          NetworkSpec.forecaster(RecurrentSpec.lstm(1, 48), 1),
          new Forecasting(new WindowReader(WINDOWS, 1, 1), LossKind.MSE));

  /** Resources in use after garbage collection and Spark's cleaning. */
  private record Held(long heapBytes, long broadcasts, long files, long handedOver) {
    static Held now() throws InterruptedException {
      Held held = look();
      for (int i = 0; i < 20; i++) {
        Thread.sleep(100);
        Held next = look();
        if (next.broadcasts == held.broadcasts && next.heapBytes >= held.heapBytes) {
          return held;
        }
        held = next;
      }
      return held;
    }

    private static Held look() {
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      BlockManager blocks = SparkEnv.get().blockManager();
      return new Held(
          runtime.totalMemory() - runtime.freeMemory(),
          blocks.getMatchingBlockIds(id -> id.isBroadcast()).size(),
          blocks.diskBlockManager().getAllFiles().size(),
          Handover.waiting());
    }
  }

  private static Shard shard() {
    float[] values = new float[ROWS];
    for (int row = 0; row < ROWS; row++) {
      values[row] = (float) Math.sin(row * 0.3);
    }
    Segment segment =
        new Segment(
            0, new Rows(values, 1), 0, WINDOWS.history(), ROWS, new SplitBounds(ROWS, ROWS, ROWS));
    return new SeriesShard(0, List.of(segment), new WindowReader(WINDOWS, 1, 1));
  }

  @Test
  void aThousandStepsLeaveNothingBehind() throws Exception {
    JavaSparkContext spark = new JavaSparkContext(LocalSpark.session().sparkContext());
    float[] parameters = InitialValues.of(MODEL.network(), 1);
    try (PlacedShards shards = PlacedShards.replicated(List.of(shard()), 2, spark);
        SparkEngine engine = new SparkEngine(MODEL, shards, Aggregation.USUAL, spark)) {
      EpochPlan plan = new EpochPlan(1, 0, engine.examples(Split.TRAIN), 1, 1);
      for (int step = 0; step < 200; step++) {
        engine.gradients(parameters, plan.next(), 40);
      }
      Held before = Held.now();
      for (int step = 0; step < 1000; step++) {
        engine.gradients(parameters, plan.next(), 40);
      }
      // throws if events still wait: the listeners' queue does not grow
      spark.sc().listenerBus().waitUntilEmpty(QUEUE_MILLIS);
      Held after = Held.now();
      // Spark's own records of jobs (the store of its UI) are bounded; leaked sums would be 80 MB
      assertThat(after.heapBytes() - before.heapBytes()).as("heap").isLessThan(20L << 20);
      assertThat(after.broadcasts()).as("broadcasts").isLessThanOrEqualTo(before.broadcasts() + 4);
      assertThat(after.files()).as("files").isLessThanOrEqualTo(before.files());
      assertThat(after.handedOver()).as("handed over").isZero();
    }
  }
}
