package org.sparklstm.job.distributed;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.sparklstm.core.exact.GradientSum;
import org.sparklstm.core.sequence.Shard;
import org.sparklstm.core.train.Block;
import org.sparklstm.core.train.Crew;
import org.sparklstm.core.train.ModelSpec;
import org.sparklstm.core.train.StepPlan;
import scala.collection.Iterator;
import scala.reflect.ClassTag;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/**
 * Adds up the gradients of a part's blocks of one step.
 *
 * @param exponent scale of the sum
 * @param run names the training, whose replicas stay alive
 * @param threads of a task
 * @param sameJvm whether the driver is in the tasks' JVM
 * @param packed whether sums travel in few bytes
 */
record StepTask(
    ModelSpec model,
    StepPlan plan,
    int exponent,
    SharedParameters parameters,
    String run,
    int threads,
    boolean sameJvm,
    boolean packed)
    implements Serializable {

  private static final ClassTag<StepSum> SUMS = ClassTag.apply(StepSum.class);

  /** The sum of one part. */
  StepSum call(TaskShards part) {
    return OutOfHeapException.unless(model, threads, () -> sum(part));
  }

  /**
   * The sum of all parts, added in the driver as they come: what treeAggregate does at a depth of
   * 1. Spark looks into lambdas, and writes them all to see whether it can, before it writes them
   * to send them; into objects of classes it does not.
   *
   * @param nothing Modified.
   */
  StepSum reduce(JavaRDD<TaskShards> parts, StepSum nothing) {
    parts.context().runJob(parts.rdd(), new OnPartition(this), new Merging(nothing), SUMS);
    return nothing;
  }

  /** What a task runs. */
  private static final class OnPartition
      extends AbstractFunction2<TaskContext, Iterator<TaskShards>, StepSum>
      implements Serializable {
    private static final long serialVersionUID = 1L;
    private final StepTask task;

    OnPartition(StepTask task) {
      this.task = task;
    }

    @Override
    public StepSum apply(TaskContext context, Iterator<TaskShards> parts) {
      return task.call(parts.next());
    }
  }

  /** Takes results in the driver, one at a time. */
  private static final class Merging extends AbstractFunction2<Object, StepSum, BoxedUnit> {
    private final StepSum all;

    Merging(StepSum all) {
      this.all = all;
    }

    @Override
    public BoxedUnit apply(Object partition, StepSum sum) {
      all.merge(sum);
      return BoxedUnit.UNIT;
    }
  }

  private StepSum sum(TaskShards part) {
    long started = System.nanoTime();
    List<Crew.Task> tasks = new ArrayList<>();
    for (Block block : plan.blocks()) {
      Shard shard = part.shardFor(block);
      if (shard != null) {
        tasks.add(new Crew.Task(block, shard));
      }
    }
    Crew crew = Crews.borrow(run, model, threads);
    long busy = crew.busyNanos();
    long gathered = crew.gatherNanos();
    GradientSum sum = crew.gradients(parameters.value(), plan, tasks, exponent);
    busy = crew.busyNanos() - busy;
    gathered = crew.gatherNanos() - gathered;
    Crews.giveBack(run, threads, crew);
    return StepSum.of(
        sum, sameJvm ? run : null, packed, System.nanoTime() - started, busy, gathered);
  }
}
