package org.sparklstm.job.distributed;

import java.util.function.Supplier;
import org.sparklstm.core.train.ModelSpec;

/**
 * A task needs more heap than its executor has. Unlike {@link OutOfMemoryError}, this exception
 * does not end the executor, so its message reaches the driver.
 */
public final class OutOfHeapException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private OutOfHeapException(ModelSpec model, int threads) {
    super(
        "out of memory: %,d parameters with their gradients and sums, on %d threads, do not fit into a heap of %,d MB beside the data"
            .formatted(
                model.network().layout().size(), threads, Runtime.getRuntime().maxMemory() >> 20));
  }

  /**
   * Runs a task's work and turns {@link OutOfMemoryError} into this exception.
   *
   * @param threads threads of the task
   */
  static <R> R unless(ModelSpec model, int threads, Supplier<R> work) {
    try {
      return work.get();
    } catch (OutOfMemoryError e) {
      // without the cause: Spark ends an executor if an OutOfMemoryError is in the chain of causes
      throw new OutOfHeapException(model, threads);
    }
  }
}
