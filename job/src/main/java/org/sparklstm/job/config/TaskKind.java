package org.sparklstm.job.config;

import java.util.Locale;

/** Tasks that a network can be trained for. */
public enum TaskKind {
  FORECAST,
  CLASSIFY,
  REGRESS,
  NEXT,
  TAG;

  /** The task as a configuration writes it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
