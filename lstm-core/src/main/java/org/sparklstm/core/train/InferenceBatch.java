package org.sparklstm.core.train;

/** The number of examples that share a pass of the network when nothing is learned. */
public final class InferenceBatch {
  /**
   * Results do not depend on it. With 16, 32, 64, 128 and 256 a regressor scores 32, 37, 38, 36 and
   * 36 thousand sequences per second on two cores ({@code ./mvnw -P bench}, see job/README.md).
   */
  public static final int SIZE = 64;

  private InferenceBatch() {}
}
