package org.sparklstm.job.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkThrowable;
import org.apache.spark.SparkUserAppException;
import org.sparklstm.job.Failures;
import org.sparklstm.job.Secrets;
import org.sparklstm.job.UserException;
import org.sparklstm.job.checkpoint.StorageException;
import org.sparklstm.job.distributed.TripFailedException;
import org.sparklstm.job.report.Console;
import org.sparklstm.job.run.StoppedException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/** The entry point that spark-submit calls. */
@Command(
    name = "lstm-job.jar",
    description =
        "Trains LSTMs on Spark, to forecast series and to classify or regress sequences; evaluates them, and scores tables.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    synopsisHeading = "usage: spark-submit [spark options] ",
    subcommands = {
      TrainCommand.class,
      EvaluateCommand.class,
      ScoreCommand.class,
      PromoteCommand.class,
      ExportCommand.class,
      ImportCommand.class,
      PlanCommand.class,
      KeysCommand.class,
      GenerateCommand.class,
      BenchCommand.class
    })
public final class Main {
  private static final int FAILED = 1;

  /** A training that has been asked to stop, and has saved where it is. */
  private static final int STOPPED = 3;

  @Option(
      names = "--stacktrace",
      description = "Show where an error comes from.",
      scope = ScopeType.INHERIT)
  private boolean stacktrace;

  /** The version in the jar's manifest. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"spark-lstm " + (version == null ? "(not from a jar)" : version)};
    }
  }

  /**
   * Runs a command. On failure it throws what spark-submit turns into an exit code without a stack
   * trace of its own.
   */
  public static void main(String[] arguments) throws SparkUserAppException {
    Thread.setDefaultUncaughtExceptionHandler(Main::endWithoutMemory);
    int exitCode = execute(arguments);
    if (exitCode != 0) {
      throw new SparkUserAppException(exitCode, null);
    }
  }

  /** Runs a command and returns its exit code. */
  static int execute(String... arguments) {
    quietSpark();
    Main main = new Main();
    return new CommandLine(main)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(Main::refuse)
        .setExecutionExceptionHandler((error, command, parsed) -> main.explain(error))
        .execute(arguments);
  }

  /** Says what makes no sense in a command line, in as few lines as it takes. */
  private static int refuse(ParameterException error, String... arguments) {
    CommandLine command = error.getCommandLine();
    PrintWriter out = command.getErr();
    if (arguments.length == 0) {
      command.usage(out);
    } else {
      ParameterException told = unknown(command).orElse(error);
      out.println("error: " + Secrets.hide(told.getMessage()));
      if (!UnmatchedArgumentException.printSuggestions(told, out)) {
        out.printf("%s --help says what there is%n", command.getCommandSpec().qualifiedName());
      }
    }
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  /**
   * The first argument that nothing is known of, if there is one: it is told before an option that
   * is missing, whose name may be misspelt there. Its value and what follows it may be secrets.
   */
  private static Optional<ParameterException> unknown(CommandLine command) {
    return command.getUnmatchedArguments().stream()
        .findFirst()
        .map(argument -> Secrets.hide(argument).replaceFirst("(?s)=.*", ""))
        .map(name -> new UnmatchedArgumentException(command, List.of(name)));
  }

  /** Where one of Spark's threads runs out of memory, the driver would wait for it forever. */
  private static void endWithoutMemory(Thread thread, Throwable error) {
    if (error instanceof OutOfMemoryError) {
      try {
        Console.standardError()
            .say(
                "error: the driver is out of memory (%,d MB): give it more with --driver-memory"
                    .formatted(Runtime.getRuntime().maxMemory() >> 20));
      } finally {
        Runtime.getRuntime().halt(FAILED);
      }
    }
    Console.standardError().trace(error);
  }

  private int explain(Exception error) {
    Console console = Console.standardError();
    if (Signals.ending() != 0) {
      return Signals.ending();
    } else if (error instanceof StoppedException stopped) {
      console.say("stopped, and saved: the same command goes on from here");
      System.out.println(stopped.summary());
      return STOPPED;
    } else if (error instanceof UserException || error instanceof StorageException) {
      console.say("error: " + error.getMessage());
      if (stacktrace) {
        console.trace(error);
      }
    } else if (error instanceof SparkThrowable || error instanceof TripFailedException) {
      console.say(
          "error: Spark gave up: " + Failures.rootMessage(error) + SparkLimits.advice(error));
      if (stacktrace) {
        console.trace(error);
      }
    } else {
      console.say(
          "error: something went wrong that should not: please report it with what follows");
      console.trace(error);
    }
    return FAILED;
  }

  /** Spark speaks up from warnings on, unless the user has asked for more. */
  private static void quietSpark() {
    if (new SparkConf().contains("spark.log.level")
        || System.getProperty("log4j2.configurationFile") != null
        || System.getProperty("log4j.configurationFile") != null) {
      return;
    }
    Configurator.setRootLevel(Level.WARN);
    if (new SparkConf().get("spark.master", "").startsWith("local[")) {
      // a failed task is told by our own message; without a cluster these say it twice more
      Configurator.setLevel("org.apache.spark.executor.Executor", Level.OFF);
      Configurator.setLevel("org.apache.spark.scheduler.TaskSetManager", Level.OFF);
    }
    Configurator.setLevel("org.apache.spark", Level.WARN);
    // what these log as they fail is what they throw
    Configurator.setLevel("org.apache.spark.SparkContext", Level.OFF);
    Configurator.setLevel("org.apache.spark.sql.execution.datasources.FileFormatWriter", Level.OFF);
    Configurator.setLevel("org.apache.spark.util.Utils", Level.OFF);
    Configurator.setLevel("org.apache.spark.metrics.MetricsSystem", Level.ERROR);
    // warns at every step that parameters travel with the task
    Configurator.setLevel("org.apache.spark.scheduler.DAGScheduler", Level.ERROR);
    Configurator.setLevel("org.apache.hadoop.util.NativeCodeLoader", Level.ERROR);
    // logs a stack trace for every path that does not exist; our own message follows
    Configurator.setLevel(
        "org.apache.spark.sql.execution.streaming.sinks.FileStreamSink", Level.ERROR);
  }

  /** What a subcommand does. */
  abstract static class Subcommand implements Callable<Integer> {
    @Override
    public Integer call() {
      System.out.println(run());
      return 0;
    }

    /** Does the work and returns the last line for standard output. */
    abstract String run();
  }
}
