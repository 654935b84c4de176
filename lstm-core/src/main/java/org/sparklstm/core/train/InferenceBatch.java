package org.sparklstm.core.train;

/** The number of examples that share a pass of the network when nothing is learned. */
public final class InferenceBatch {
  public static final int SIZE = Integer.getInteger("ib", 64);

  private InferenceBatch() {}
}
