package org.sparklstm.job;

/** Measures the time since its creation. */
public final class Stopwatch {
  private final long started = System.nanoTime();

  /** Seconds so far. */
  public double seconds() {
    return (System.nanoTime() - started) / 1e9;
  }
}
