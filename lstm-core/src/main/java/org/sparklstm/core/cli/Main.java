package org.sparklstm.core.cli;

import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The entry point of lstm-core.jar. */
@Command(
    name = "lstm-core.jar",
    description = "Tools around the core of spark-lstm; none of them needs Spark.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    synopsisHeading = "usage: java --add-modules jdk.incubator.vector -jar ",
    subcommands = {RunCommand.class, InitCommand.class, BenchCommand.class})
public final class Main {
  private Main() {}

  /** As the jar's manifest says. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"lstm-core " + Main.class.getPackage().getImplementationVersion()};
    }
  }

  public static void main(String[] arguments) {
    System.exit(execute(arguments));
  }

  /** The exit code: 0, 1 after an error, 2 for a command line that makes no sense. */
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
                    .println("error: these sizes need more values than an array holds");
                return 1;
              }
              throw exception;
            })
        .execute(arguments);
  }
}
