package org.sparklstm.job.ml;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log of stages: warnings about data, and how training goes. */
final class Log {
  private static final Logger LOGGER = LoggerFactory.getLogger("org.sparklstm");

  private Log() {}

  static void warn(String sentence) {
    LOGGER.warn(sentence);
  }

  static void info(String sentence) {
    LOGGER.info(sentence);
  }
}
