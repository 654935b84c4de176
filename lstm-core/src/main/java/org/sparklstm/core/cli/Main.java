package org.sparklstm.core.cli;

import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The entry point of lstm-core.jar. */
@Command(
    name = "lstm-core.jar",
    description = "Tools of the core of spark-lstm, which run without Spark.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    synopsisHeading = "usage: java --add-modules jdk.incubator.vector -jar ",
    subcommands = {RunCommand.class, InitCommand.class, BenchCommand.class})
public final class Main {
  private Main() {}

  /** The version in the jar's manifest. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"lstm-core " + Main.class.getPackage().getImplementationVersion()};
    }
  }

  /** Runs the command line and exits. */
  public static void main(String[] arguments) {
    System.exit(execute(arguments));
  }

  /**
   * Runs the command line.
   *
   * @return the exit code: 0 on success, 1 after an error, 2 if the command line is invalid
   */
  static int execute(String... arguments) {
    return new CommandLine(new Main())
        .setExecutionExceptionHandler(
            (exception, commandLine, parsed) -> {
              if (exception instanceof IOException
                  || exception instanceof IllegalArgumentException
                  || exception instanceof IllegalStateException) {
                commandLine.getErr().println("error: " + exception.getMessage());
                return 1;
              }
              if (exception instanceof ArithmeticException) {
                commandLine
                    .getErr()
                    .println("error: these sizes need more values than an array can hold");
                return 1;
              }
              throw exception;
            })
        .execute(arguments);
  }
}
