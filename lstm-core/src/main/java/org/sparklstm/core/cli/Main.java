package org.sparklstm.core.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The entry point of lstm-core.jar. */
@Command(
    name = "lstm-core.jar",
    description = "Tools around the core of spark-lstm; none of them needs Spark.",
    mixinStandardHelpOptions = true,
    synopsisHeading = "usage: java --add-modules jdk.incubator.vector -jar ",
    subcommands = BenchCommand.class)
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Main()).execute(arguments));
  }
}
