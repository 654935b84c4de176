package org.sparklstm.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A training whose driver is killed again and again, and started again with the same command; and
 * the same training left alone. Kills come at states that the run has written or said, so that the
 * speed of the machine decides nothing.
 */
final class KilledDrivers {
  private static final int KILLED = 137;
  private static final int STEPS_A_CHECKPOINT = 5;
  private static final String RESUMED = "going on from checkpoint";
  private static final String AFTER_TRAINING = "test span";

  /** Name of the runs. */
  static final String RUN = "run";

  private final Path directory;
  private final Command command;

  /** The command line of a training named {@link #RUN} that lies there. */
  @FunctionalInterface
  interface Command {
    String[] of(String output) throws Exception;
  }

  /**
   * @param command of a training with a checkpoint every few steps
   */
  KilledDrivers(Path directory, Command command) {
    this.directory = directory;
    this.command = command;
  }

  /**
   * A training of forecasts.
   *
   * @param epochs of 37 steps, with some eight checkpoints
   */
  static KilledDrivers ofForecasts(Path directory, int epochs) {
    return new KilledDrivers(
        directory,
        output ->
            Electricity.train(
                "window.stride=8",
                "window.lookback=24",
                "model.hidden=8",
                "model.dropout=0.1",
                "model.layers=2",
                "train.batch=8",
                "train.patience=0",
                "train.epochs=" + epochs,
                "checkpoint.every-steps=" + STEPS_A_CHECKPOINT,
                "run.id=" + RUN,
                "run.output=" + output));
  }

  /** The progress of a run that lies there. */
  static Progress progress(String output) throws IOException {
    return new Progress(output + "/" + RUN);
  }

  /** The results of a run, without what depends on the clock. */
  record Outcome(JsonElement weights, JsonElement test, JsonElement steps, String metrics) {}

  private Outcome outcome(Submit.Result result, Progress progress) throws IOException {
    JsonObject summary = result.success();
    return new Outcome(
        summary.get("weights_sha256"),
        summary.get("test"),
        summary.get("steps"),
        progress.metrics());
  }

  /** Runs it undisturbed, on local disk. */
  Outcome undisturbed() throws Exception {
    String output = directory.resolve("undisturbed").toString();
    Submit.Result result =
        Submit.shared(directory, List.of("--master", "local[2]"), command.of(output));
    return outcome(result, progress(output));
  }

  /**
   * Where a driver is killed.
   *
   * @param state that has been reached
   * @param resumed whether the driver must have gone on from a checkpoint by then
   */
  private record Moment(Submit.State state, boolean resumed) {}

  /**
   * At the first checkpoint; then some checkpoints after the one it went on from, or now and then
   * while it starts; at last while the model and the summary are written.
   */
  private static Moment moment(
      int kill, int kills, Random random, Submit.Running driver, Progress progress)
      throws IOException {
    if (kill == kills - 1) {
      return new Moment(() -> hasSaid(driver, AFTER_TRAINING), true);
    } else if (kill == 0) {
      return new Moment(progress.hasSaved(1), false);
    }
    int choice = kill == 1 ? 2 : random.nextInt(8);
    if (choice == 0) {
      return new Moment(progress.isLocked(), false);
    } else if (choice == 1) {
      return new Moment(() -> hasSaid(driver, RESUMED), true);
    }
    long steps = progress.savedSteps() + 1 + random.nextInt(2 * STEPS_A_CHECKPOINT);
    return new Moment(progress.hasSaved(steps), true);
  }

  private static boolean hasSaid(Submit.Running driver, String text) throws IOException {
    return Files.readString(driver.errors()).contains(text);
  }

  /** Runs it with so many kills, all but the last before training has ended. */
  Outcome killed(int kills, List<String> options, String output, Progress progress)
      throws Exception {
    Random random = new Random(kills + output.length());
    List<String> all = new ArrayList<>(Submit.options("local[2]"));
    all.addAll(options);
    int resumed = 0;
    for (int kill = 0; kill < kills; kill++) {
      Submit.Running driver = Submit.start(directory, all, command.of(output));
      Moment moment = moment(kill, kills, random, driver, progress);
      boolean reached = driver.waitFor(moment.state());
      driver.kill();
      String said = Files.readString(driver.errors());
      assertThat(reached).as("kill %d: the run ended before its moment: %s", kill, said).isTrue();
      if (kill < kills - 1) {
        assertThat(driver.process().exitValue()).as(said).isEqualTo(KILLED);
        assertThat(said).doesNotContain(AFTER_TRAINING);
      }
      if (moment.resumed()) {
        assertThat(said).contains(RESUMED);
        resumed++;
      }
    }
    Submit.Result last = Submit.run(directory, all, command.of(output));
    System.out.printf(
        "%,d kills in %s; %,d runs went on from a checkpoint%n", kills, output, resumed);
    assertThat(resumed).as("runs that went on from a checkpoint").isGreaterThan((kills - 1) / 2);
    if (last.success().get("status").getAsString().equals("complete")) {
      // the last one was killed after training, and before the end
      assertThat(last.json().get("resumed_after_step")).isEqualTo(last.json().get("steps"));
    }
    return outcome(last, progress);
  }
}
