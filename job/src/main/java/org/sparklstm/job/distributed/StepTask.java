package org.sparklstm.job.distributed;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.sparklstm.core.sequence.Shard;
import org.sparklstm.core.train.Block;
import org.sparklstm.core.train.Crew;
import org.sparklstm.core.train.Gradients;
import org.sparklstm.core.train.ModelSpec;
import org.sparklstm.core.train.StepPlan;
import scala.collection.Iterator;
import scala.reflect.ClassTag;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/**
 * Adds up the gradients of a task's blocks of one step.
 *
 * @param exponent scale of the sum
 * @param run id of the training, by which executors keep its replicas between tasks
 * @param threads threads per task
 * @param sameJvm whether driver and tasks share a JVM
 * @param packed whether sums are compressed before they are sent
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

  /** The sum of one task. */
  StepSum call(TaskShards own) {
    return OutOfHeapException.unless(model, threads, () -> sum(own));
  }

  /**
   * The sum of all tasks, added in the driver in the order they finish, as treeAggregate does with
   * depth 1. The functions are named classes because Spark inspects each lambda and serializes it
   * once just to check that it can, before it serializes it to send it.
   *
   * @param zero receives the sum. Modified.
   */
  StepSum reduce(JavaRDD<TaskShards> partitions, StepSum zero) {
    partitions.context().runJob(partitions.rdd(), new OnPartition(this), new Merging(zero), SUMS);
    return zero;
  }

  /** The function that a task runs. */
  private static final class OnPartition
      extends AbstractFunction2<TaskContext, Iterator<TaskShards>, StepSum>
      implements Serializable {
    private static final long serialVersionUID = 1L;
    private final StepTask task;

    OnPartition(StepTask task) {
      this.task = task;
    }

    @Override
    public StepSum apply(TaskContext context, Iterator<TaskShards> partition) {
      return task.call(partition.next());
    }
  }

  /** Adds each result in the driver; Spark calls it with one result at a time. */
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

  private StepSum sum(TaskShards own) {
    long started = System.nanoTime();
    List<Crew.Task> tasks = new ArrayList<>();
    for (Block block : plan.blocks()) {
      Shard shard = own.shardFor(block);
      if (shard != null) {
        tasks.add(new Crew.Task(block, shard));
      }
    }
    Crew crew = Crews.borrow(run, model, threads);
    long busy = crew.busyNanos();
    long gathered = crew.gatherNanos();
    Gradients sum = crew.gradients(parameters.value(), plan, tasks, exponent);
    busy = crew.busyNanos() - busy;
    gathered = crew.gatherNanos() - gathered;
    Crews.giveBack(run, threads, crew);
    return StepSum.of(
        sum, sameJvm ? run : null, packed, System.nanoTime() - started, busy, gathered);
  }
}
