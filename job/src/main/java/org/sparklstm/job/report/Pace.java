package org.sparklstm.job.report;

/**
 * The recent speed of training, as an exponential moving average. A mean over all steps would
 * include the first ones, which are many times slower because code is compiled and data is placed.
 */
public final class Pace {
  /** Weight that a measurement keeps per second that passes. */
  private static final double DECAY_PER_SECOND = 0.7;

  private long lastNanos = System.nanoTime();
  private double seconds;
  private double windows;
  private double steps;

  /** Adds a step that ends now. */
  public void step(long stepWindows) {
    step(stepWindows, System.nanoTime());
  }

  void step(long stepWindows, long nanos) {
    double passed = (nanos - lastNanos) / 1e9;
    lastNanos = nanos;
    double kept = Math.pow(DECAY_PER_SECOND, passed);
    seconds = seconds * kept + passed;
    windows = windows * kept + stepWindows;
    steps = steps * kept + 1;
  }

  /** Excludes the time since the last step. */
  void skip() {
    lastNanos = System.nanoTime();
  }

  double stepSeconds() {
    return seconds / steps;
  }

  /** Windows (or sequences) per second. */
  public double windowsPerSecond() {
    return windows / seconds;
  }
}
