package org.sparklstm.job.cli;

import java.util.ArrayList;
import java.util.List;

/** Command lines for the configuration and the table that the project carries. */
final class Electricity {
  static final String CONFIG = Submit.ROOT.resolve("conf/electricity.conf").toString();
  static final String DATA = Submit.ROOT.resolve("conf/data/electricity_demand.csv").toString();

  private Electricity() {}

  /** {@code train}, with settings of the form {@code key=value}. */
  static String[] train(String... settings) {
    List<String> arguments =
        new ArrayList<>(List.of("train", "--config", CONFIG, "--set", "data.source.path=" + DATA));
    for (String setting : settings) {
      arguments.addAll(List.of("--set", setting));
    }
    return arguments.toArray(String[]::new);
  }
}
