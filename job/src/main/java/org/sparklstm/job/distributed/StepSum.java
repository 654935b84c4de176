package org.sparklstm.job.distributed;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.sparklstm.core.train.Gradients;
import org.sparklstm.job.spark.WrittenAsBytes;

/**
 * The result of one or more tasks of a step: the sum of their gradients, and their times. It is
 * serialized as a short ticket if driver and tasks share a JVM, else as the bytes of the sum; in
 * both cases the serializer sees one byte array.
 */
final class StepSum extends WrittenAsBytes {
  private static final long serialVersionUID = 1L;
  private static final int NUMBERS = 8;

  private Gradients sum;
  private String owner;
  private boolean packed;
  private long tasks;
  private long slowestNanos;
  private long allNanos;
  private long busyNanos;
  private long gatherNanos;
  private long bytes;
  private long writeNanos;
  private long mergeNanos;

  /** For serializers. */
  public StepSum() {}

  /** The sum of no tasks, to start an aggregation with. */
  StepSum(Gradients zero) {
    this(zero, null);
  }

  private StepSum(Gradients sum, String owner) {
    this.sum = sum;
    this.owner = owner;
  }

  /**
   * The sum of one task.
   *
   * @param owner id of the training, to hand the sum over in this JVM; null to serialize it
   * @param packed whether to compress the sum when it is serialized
   * @param nanos wall time that the task computed
   * @param busyNanos working time of all threads of the task together
   * @param gatherNanos the part of {@code busyNanos} that went into gathering examples
   */
  static StepSum of(
      Gradients sum, String owner, boolean packed, long nanos, long busyNanos, long gatherNanos) {
    StepSum step = new StepSum(sum, owner);
    step.packed = packed;
    step.tasks = 1;
    step.slowestNanos = nanos;
    step.allNanos = nanos;
    step.busyNanos = busyNanos;
    step.gatherNanos = gatherNanos;
    return step;
  }

  /** Adds the sum of other tasks of the same step and returns this. {@code other} Modified. */
  StepSum merge(StepSum other) {
    long started = System.nanoTime();
    sum = sum.merge(other.sum);
    // on executors Spark may merge a task's sum into an empty one, which has no owner
    owner = owner == null ? other.owner : owner;
    packed |= other.packed;
    tasks += other.tasks;
    slowestNanos = Math.max(slowestNanos, other.slowestNanos);
    allNanos += other.allNanos;
    busyNanos += other.busyNanos;
    gatherNanos += other.gatherNanos;
    bytes += other.bytes;
    writeNanos += other.writeNanos;
    mergeNanos += other.mergeNanos + System.nanoTime() - started;
    return this;
  }

  Gradients sum() {
    return sum;
  }

  long tasks() {
    return tasks;
  }

  /** Nanoseconds that the slowest task computed. */
  long slowestNanos() {
    return slowestNanos;
  }

  /** Nanoseconds that all tasks together computed. */
  long allNanos() {
    return allNanos;
  }

  /** Working time of all threads of all tasks, in nanoseconds. */
  long busyNanos() {
    return busyNanos;
  }

  long gatherNanos() {
    return gatherNanos;
  }

  /** Bytes of all sums as they were sent. */
  long bytes() {
    return bytes;
  }

  /** Nanoseconds that all tasks together took to serialize their sums. */
  long writeNanos() {
    return writeNanos;
  }

  /** Nanoseconds spent on deserializing sums and adding them. */
  long mergeNanos() {
    return mergeNanos;
  }

  @Override
  protected byte[] toBytes() {
    long started = System.nanoTime();
    byte[] content =
        owner == null
            ? sum.write(packed ? Gradients.Form.PACKED : Gradients.Form.PLAIN)
            : Handover.leave(owner, sum).id().getBytes(StandardCharsets.UTF_8);
    byte[] name = owner == null ? new byte[0] : owner.getBytes(StandardCharsets.UTF_8);
    ByteBuffer form =
        ByteBuffer.allocate(NUMBERS * Long.BYTES + Integer.BYTES + name.length + content.length);
    form.putLong(tasks)
        .putLong(slowestNanos)
        .putLong(allNanos)
        .putLong(busyNanos)
        .putLong(gatherNanos)
        .putLong(bytes);
    form.putLong(writeNanos + System.nanoTime() - started).putLong(mergeNanos);
    return form.putInt(name.length).put(name).put(content).array();
  }

  @Override
  protected void fromBytes(byte[] written) {
    long started = System.nanoTime();
    ByteBuffer form = ByteBuffer.wrap(written);
    tasks = form.getLong();
    slowestNanos = form.getLong();
    allNanos = form.getLong();
    busyNanos = form.getLong();
    gatherNanos = form.getLong();
    bytes = form.getLong() + written.length;
    writeNanos = form.getLong();
    long merged = form.getLong();
    byte[] name = new byte[form.getInt()];
    form.get(name);
    byte[] content = new byte[form.remaining()];
    form.get(content);
    if (name.length == 0) {
      sum = Gradients.read(content);
    } else {
      owner = new String(name, StandardCharsets.UTF_8);
      String id = new String(content, StandardCharsets.UTF_8);
      sum = (Gradients) Handover.take(new Handover.Ticket(owner, id));
    }
    mergeNanos = merged + System.nanoTime() - started;
  }
}
