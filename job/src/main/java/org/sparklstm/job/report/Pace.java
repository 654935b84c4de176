package org.sparklstm.job.report;

/**
 * How fast steps have been lately. A mean since the beginning would count the first ones, which
 * take many times as long (code is compiled, data is placed), for as long as training goes on.
 */
public final class Pace {
  /** How much of the past is kept with each second that passes. */
  private static final double KEPT_A_SECOND = 0.7;

  private long lastNanos = System.nanoTime();
  private double seconds;
  private double windows;
  private double steps;

  /** A step has been taken. */
  public void step(long stepWindows) {
    step(stepWindows, System.nanoTime());
  }

  void step(long stepWindows, long nanos) {
    double passed = (nanos - lastNanos) / 1e9;
    lastNanos = nanos;
    double kept = Math.pow(KEPT_A_SECOND, passed);
    seconds = seconds * kept + passed;
    windows = windows * kept + stepWindows;
    steps = steps * kept + 1;
  }

  /** The time since the last step has not been a step's. */
  void skip() {
    lastNanos = System.nanoTime();
  }

  double stepSeconds() {
    return seconds / steps;
  }

  /** Windows, or sequences, a second. */
  public double windowsPerSecond() {
    return windows / seconds;
  }
}
