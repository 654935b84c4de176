package org.sparklstm.core.sequence;

/** The three spans of a series, in the order of time. */
public enum Split {
  TRAIN,
  VALIDATION,
  TEST
}
