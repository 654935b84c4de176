package org.sparklstm.job.distributed;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.sparklstm.core.exact.GradientSum;
import org.sparklstm.job.spark.WrittenAsBytes;

/**
 * What the tasks of a step give back: their gradients' sum, and what it took. Travels as a few
 * bytes where driver and tasks share a JVM, else as the bytes of the sum; either way the serializer
 * sees one array.
 */
final class StepSum extends WrittenAsBytes {
  private static final long serialVersionUID = 1L;
  private static final int NUMBERS = 8;

  private GradientSum sum;
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

  /** No task's sum. */
  StepSum(GradientSum nothing) {
    this(nothing, null);
  }

  private StepSum(GradientSum sum, String owner) {
    this.sum = sum;
    this.owner = owner;
  }

  /**
   * A task's sum.
   *
   * @param owner whose it is, to hand it over in this JVM; null to write it
   * @param packed whether to write it in few bytes
   * @param nanos the task took to compute
   * @param busyNanos that its threads worked, together
   * @param gatherNanos of them, all threads together, to gather windows
   */
  static StepSum of(
      GradientSum sum, String owner, boolean packed, long nanos, long busyNanos, long gatherNanos) {
    StepSum step = new StepSum(sum, owner);
    step.packed = packed;
    step.tasks = 1;
    step.slowestNanos = nanos;
    step.allNanos = nanos;
    step.busyNanos = busyNanos;
    step.gatherNanos = gatherNanos;
    return step;
  }

  /** Adds another part of the same step, which may be used up. Returns this. */
  StepSum merge(StepSum other) {
    long started = System.nanoTime();
    sum = sum.merge(other.sum);
    // Spark merges a task's sum into an empty one before it sends it
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

  GradientSum sum() {
    return sum;
  }

  long tasks() {
    return tasks;
  }

  /** Nanoseconds of the task that computed longest. */
  long slowestNanos() {
    return slowestNanos;
  }

  /** Nanoseconds of all tasks together. */
  long allNanos() {
    return allNanos;
  }

  /** Nanoseconds that all threads of all tasks worked. */
  long busyNanos() {
    return busyNanos;
  }

  long gatherNanos() {
    return gatherNanos;
  }

  /** Bytes that sums have travelled as. */
  long bytes() {
    return bytes;
  }

  /** Nanoseconds that tasks took, together, to write their sums. */
  long writeNanos() {
    return writeNanos;
  }

  /** Nanoseconds to read sums and add them up. */
  long mergeNanos() {
    return mergeNanos;
  }

  @Override
  protected byte[] toBytes() {
    long started = System.nanoTime();
    byte[] content =
        owner == null
            ? (packed ? sum.writePacked() : sum.write())
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
      sum = GradientSum.read(content);
    } else {
      owner = new String(name, StandardCharsets.UTF_8);
      String id = new String(content, StandardCharsets.UTF_8);
      sum = (GradientSum) Handover.take(new Handover.Ticket(owner, id));
    }
    mergeNanos = merged + System.nanoTime() - started;
  }
}
