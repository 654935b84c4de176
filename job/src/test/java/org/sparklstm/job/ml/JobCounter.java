package org.sparklstm.job.ml;

import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;

/** Counts Spark's jobs. */
final class JobCounter extends SparkListener {
  private static final long PATIENCE_MILLIS = 60_000;

  private final AtomicInteger jobs = new AtomicInteger();

  /** Counts jobs from here on; those of before may still be about to be told. */
  static JobCounter on(SparkContext spark) throws TimeoutException {
    JobCounter counter = new JobCounter();
    spark.listenerBus().waitUntilEmpty(PATIENCE_MILLIS);
    spark.addSparkListener(counter);
    return counter;
  }

  @Override
  public void onJobStart(SparkListenerJobStart start) {
    jobs.incrementAndGet();
  }

  /** Jobs so far, those that Spark is about to tell of too. */
  int settled(SparkContext spark) throws TimeoutException {
    spark.listenerBus().waitUntilEmpty(PATIENCE_MILLIS);
    return jobs.get();
  }
}
