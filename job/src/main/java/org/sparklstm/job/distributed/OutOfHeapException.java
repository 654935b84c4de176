package org.sparklstm.job.distributed;

import java.util.function.Supplier;
import org.sparklstm.core.train.ModelSpec;

/**
 * A task's work does not fit into its executor's heap. Unlike Java's own error it leaves the
 * executor alive, so that the driver hears of it.
 */
public final class OutOfHeapException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private OutOfHeapException(ModelSpec model, int threads) {
    super(
        "out of memory: %,d parameters with their gradients and sums, on %d threads, do not fit beside the data into a heap of %,d MB"
            .formatted(
                model.network().layout().size(), threads, Runtime.getRuntime().maxMemory() >> 20));
  }

  /**
   * Works, and says so where memory does not suffice.
   *
   * @param threads that work together
   */
  static <R> R unless(ModelSpec model, int threads, Supplier<R> work) {
    try {
      return work.get();
    } catch (OutOfMemoryError e) {
      // not as the cause: Spark ends an executor whose task fails with Java's error in the chain
      throw new OutOfHeapException(model, threads);
    }
  }
}
