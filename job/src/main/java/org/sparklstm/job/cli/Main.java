package org.sparklstm.job.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkThrowable;
import org.apache.spark.SparkUserAppException;
import org.sparklstm.job.Failures;
import org.sparklstm.job.Secrets;
import org.sparklstm.job.Shown;
import org.sparklstm.job.UserException;
import org.sparklstm.job.distributed.TripFailedException;
import org.sparklstm.job.report.Console;
import org.sparklstm.job.report.Terminals;
import org.sparklstm.job.run.StoppedException;
import org.sparklstm.job.spark.Sessions;
import org.sparklstm.job.spark.SparkBuild;
import org.sparklstm.job.storage.StorageException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/** The entry point for spark-submit. */
@Command(
    name = "lstm-job.jar",
    description =
        "Trains, evaluates and applies LSTMs on Apache Spark, to forecast time series, classify sequences or predict a number for each, and to continue texts and sequences of events.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    synopsisHeading = "usage: spark-submit [spark options] ",
    subcommands = {
      TrainCommand.class,
      EvaluateCommand.class,
      ScoreCommand.class,
      BacktestCommand.class,
      PromoteCommand.class,
      SampleCommand.class,
      ExportCommand.class,
      ImportCommand.class,
      PlanCommand.class,
      KeysCommand.class,
      GenerateCommand.class,
      BenchCommand.class
    })
public final class Main {
  private static final int FAILED = 1;

  /** Training was stopped by a signal and has saved a checkpoint. */
  private static final int STOPPED = 3;

  @Option(
      names = "--stacktrace",
      description = "Print the stack trace of an error.",
      scope = ScopeType.INHERIT)
  private boolean stacktrace;

  @Option(
      names = "--log-level",
      paramLabel = "LEVEL",
      description = "Level of Spark's log: error, warn, info or debug; default: warn.",
      scope = ScopeType.INHERIT)
  void setLogLevel(Logs.Threshold level) {
    Logs.limit(level);
  }

  @Option(
      names = "--json",
      description = "Print the result as a line of JSON also where standard output is a terminal.",
      scope = ScopeType.INHERIT)
  private boolean json;

  /** The version in the jar's manifest. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"spark-lstm " + (version == null ? "(not from a jar)" : version)};
    }
  }

  /**
   * Runs a command. On failure it throws the exception that spark-submit turns into an exit code
   * without printing a stack trace.
   */
  public static void main(String[] arguments) throws SparkUserAppException {
    Thread.setDefaultUncaughtExceptionHandler(Main::endWithoutMemory);
    int exitCode = execute(arguments);
    if (exitCode != 0) {
      throw Sessions.exit(exitCode);
    }
  }

  /** Runs a command and returns its exit code. */
  static int execute(String... arguments) {
    try {
      SparkBuild.require();
    } catch (UserException e) {
      System.err.println("error: " + e.getMessage());
      return FAILED;
    }
    Logs.quiet();
    Main main = new Main();
    return new CommandLine(main)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(Main::refuse)
        .setExecutionExceptionHandler((error, command, parsed) -> main.explain(error))
        .execute(arguments);
  }

  /** Reports an invalid command line briefly, or prints the usage if there are no arguments. */
  private static int refuse(ParameterException error, String... arguments) {
    CommandLine command = error.getCommandLine();
    PrintWriter out = command.getErr();
    if (arguments.length == 0) {
      command.usage(out);
    } else {
      ParameterException reported = unknown(command).orElse(error);
      out.println("error: " + Shown.line(Secrets.hide(reported.getMessage())));
      if (!UnmatchedArgumentException.printSuggestions(reported, out)) {
        out.printf("run %s --help to list the options%n", command.getCommandSpec().qualifiedName());
      }
    }
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  /**
   * The first unknown argument, if any. It takes precedence over a missing option, because it may
   * be that option misspelt. Only its name is shown, because its value and later arguments may be
   * secrets.
   */
  private static Optional<ParameterException> unknown(CommandLine command) {
    return command.getUnmatchedArguments().stream()
        .findFirst()
        .map(argument -> Secrets.hide(argument).replaceFirst("(?s)=.*", ""))
        .map(name -> new UnmatchedArgumentException(command, List.of(name)));
  }

  /**
   * Ends the process, because the driver would wait forever for a thread that ran out of memory.
   */
  private static void endWithoutMemory(Thread thread, Throwable error) {
    if (error instanceof OutOfMemoryError) {
      try {
        Console.standardError()
            .say(
                "error: the driver is out of memory (limit %,d MB); raise it with --driver-memory"
                    .formatted(Runtime.getRuntime().maxMemory() >> 20));
      } finally {
        Runtime.getRuntime().halt(FAILED);
      }
    }
    Console.standardError().trace(error);
  }

  /** Prints a result for programs. On a terminal people have read it already. */
  private void print(String result) {
    if (json || !Terminals.isOutput()) {
      System.out.println(result);
    }
  }

  private int explain(Exception error) {
    Console console = Console.standardError();
    if (Signals.ending() != 0) {
      return Signals.ending();
    } else if (error instanceof StoppedException stopped) {
      console.say("stopped and saved; run the same command again to resume");
      print(stopped.summary());
      return STOPPED;
    } else if (error instanceof UserException || error instanceof StorageException) {
      console.say("error: " + error.getMessage());
      if (stacktrace) {
        console.trace(error);
      }
    } else if (error instanceof SparkThrowable || error instanceof TripFailedException) {
      console.say(
          "error: Spark failed: "
              + Failures.rootMessage(error)
              + SparkLimits.advice(error, new SparkConf().get("spark.master", "")));
      if (stacktrace) {
        console.trace(error);
      }
    } else {
      console.say("error: unexpected failure; please report it with the stack trace below");
      console.trace(error);
    }
    return FAILED;
  }

  /** A command with a result for programs. */
  abstract static class Subcommand implements Callable<Integer> {
    @ParentCommand private Main main;

    @Override
    public Integer call() {
      String result = run();
      if (isForPeople()) {
        System.out.println(result);
      } else {
        main.print(result);
      }
      return 0;
    }

    /** Whether the result is to be JSON in any case. */
    boolean wantsJson() {
      return main.json;
    }

    /** Whether people read the result, too. */
    boolean isForPeople() {
      return false;
    }

    /** Does the work and returns the result as a line of JSON. */
    abstract String run();
  }
}
