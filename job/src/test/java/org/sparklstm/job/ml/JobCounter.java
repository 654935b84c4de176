package org.sparklstm.job.ml;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;

/** Counts Spark's jobs. */
final class JobCounter extends SparkListener {
  private static final int MILLIS_UNTIL_HEARD = 300;

  private final AtomicInteger jobs = new AtomicInteger();

  @Override
  public void onJobStart(SparkListenerJobStart start) {
    jobs.incrementAndGet();
  }

  /** Jobs so far, those that Spark is about to tell of too. */
  int settled() {
    try {
      Thread.sleep(MILLIS_UNTIL_HEARD);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return jobs.get();
  }
}
