package org.sparklstm.job.run;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.sparklstm.job.Json;
import org.sparklstm.job.ResultKeys;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.data.table.Statistics;
import org.sparklstm.job.model.ModelPath;
import org.sparklstm.job.model.SavedModel;
import org.sparklstm.job.model.Seen;
import org.sparklstm.job.report.Console;
import org.sparklstm.job.storage.RunLock;
import org.sparklstm.job.storage.Storage;
import org.sparklstm.job.storage.StorageException;
import org.sparklstm.job.task.Criterion;
import org.sparklstm.job.task.Report;

/**
 * {@code promote}: puts a new model (the candidate) into use if it has a smaller error than the
 * model in use (the current model) on the same test span, and than the naive prediction. A small
 * file with the path of a model, the pointer, names the current model; it is replaced atomically.
 */
public final class PromoteRun {
  private final JobContext context;
  private final JobConfig config;
  private final Console console;

  public PromoteRun(JobContext context) {
    this.context = context;
    config = context.config();
    console = context.console();
  }

  /**
   * The outcome of a promotion.
   *
   * @param inUse whether the candidate is now in use
   * @param line the result as one line of JSON
   */
  public record Outcome(boolean inUse, String line) {}

  /**
   * The error of a model on the test span.
   *
   * @param error error of the model, smaller is better
   * @param naive error of the naive prediction
   * @param isUseful whether the model is better than the naive prediction
   * @param verdict why, in one sentence
   * @param by name of the error measure
   * @param period rows of a season, by whose naive forecast errors may be scaled
   * @param examples number of examples in the test span
   * @param classes names of the classes
   */
  private record Judgement(
      double error,
      double naive,
      boolean isUseful,
      String verdict,
      String by,
      int period,
      long examples,
      List<String> classes) {}

  /**
   * Compares the models and, if the candidate is better, changes the pointer.
   *
   * @param candidatePath directory of a saved model, or a pointer to one
   * @param currentPath the pointer; it does not exist before the first promotion
   * @param margin share of the current model's error by which the candidate must be better, in [0,
   *     1)
   */
  public Outcome run(String candidatePath, String currentPath, double margin) {
    Storage given = context.storage(currentPath);
    Storage file = given.at(given.realPath());
    if (file.path().getParent() == null) {
      throw new UserException("--current %s is the root of a storage".formatted(given.path()));
    }
    RunDirectory.requireOutside("--current", file);
    try (RunLock lock =
        RunLock.beside(file.above(), file.path().getName(), () -> 0, console::say)) {
      try {
        return run(context.model(candidatePath).path(), file, lock.guard(file.above()), margin);
      } catch (StorageException e) {
        // the driver that has taken over deletes what this one had not finished writing
        lock.requireHeldNow();
        throw e;
      }
    }
  }

  private Outcome run(Path candidate, Storage file, Storage place, double margin) {
    Path pointer = file.path();
    place.deleteRemains(pointer.getName());
    Optional<String> tag = place.tag(pointer.getName());
    Optional<String> current = read(file);
    if (current.map(context::storage).filter(used -> names(used, candidate)).isPresent()) {
      console.say("%s is already in use: nothing to do".formatted(candidate));
      return new Outcome(
          true, line("already-current", candidate, current, null, null).redactedLine());
    }
    Map<String, Double> scales =
        scales(SavedModel.read(context.storage(candidate.toString())).statistics());
    Judgement candidates = judge(load(candidate.toString()), scales);
    Judgement currents =
        current.map(path -> judgeCurrent(pointer, path, scales, candidates.classes())).orElse(null);
    requireSameExamples(candidates, currents);
    String refusal = refusal(candidates, currents, margin);
    if (refusal != null) {
      console.say(
          (current.isPresent() ? "the current model stays in use: " : "no model is in use: ")
              + refusal);
      return new Outcome(
          false, line("kept", candidate, current, candidates, currents).redactedLine());
    }
    if (!read(file).equals(current) || !place.replaceIf(pointer.getName(), tag, candidate + "\n")) {
      throw new UserException(
          "%s has changed while the models were compared: promote again".formatted(pointer));
    }
    console.say(
        "promoted: %s now points to %s (%s %.6g, %s)"
            .formatted(
                pointer,
                candidate,
                candidates.by(),
                candidates.error(),
                currents == null
                    ? "no model was in use before"
                    : "before %.6g".formatted(currents.error())));
    return new Outcome(
        true, line("promoted", candidate, current, candidates, currents).redactedLine());
  }

  /** Whether a place is a model's directory, or the directory above it. */
  private static boolean names(Storage place, Path model) {
    return place.path().equals(model) || place.below(ModelPath.MODEL).path().equals(model);
  }

  private static Optional<String> read(Storage pointer) {
    if (!pointer.above().list().contains(pointer.path().getName())) {
      return Optional.empty();
    } else if (!pointer.isFile()) {
      throw new UserException(
          "--current %s is a directory, expected a file (it may not exist yet) for the path of the model in use"
              .formatted(pointer.path()));
    }
    return Optional.of(ModelPath.read(pointer));
  }

  private Judgement judgeCurrent(
      Path pointer, String path, Map<String, Double> scales, List<String> classes) {
    try {
      LoadedModel loaded = load(path);
      // the span of a sequence depends on its class number: other classes, another test span
      if (!loaded.model().classes().equals(classes)) {
        throw new UserException(
            "its classes are %s, those of the candidate %s"
                .formatted(loaded.model().classes(), classes));
      }
      return judge(loaded, scales);
    } catch (UserException | StorageException e) {
      throw new UserException(
          "%s points to the model in use, with which the candidate cannot be compared: %s; to promote the candidate anyway, remove %s if promote wrote it, or choose another --current"
              .formatted(pointer, e.getMessage(), pointer),
          e);
    }
  }

  /** A longer history leaves out windows at the start of the span or after a gap. */
  private static void requireSameExamples(Judgement candidate, Judgement current) {
    if (current != null
        && (!candidate.by().equals(current.by()) || candidate.period() != current.period())) {
      throw new UserException(
          "the models cannot be compared: the candidate is judged by %s with window.period = %d, the model in use by %s with %d; to promote the candidate anyway, remove the file of --current"
              .formatted(candidate.by(), candidate.period(), current.by(), current.period()));
    }
    if (current != null && candidate.examples() != current.examples()) {
      throw new UserException(
          "the models cannot be compared: the test span has %,d examples for the candidate and %,d for the model in use, because their histories differ; to promote the candidate anyway, remove the file of --current"
              .formatted(candidate.examples(), current.examples()));
    }
  }

  /** The reason not to promote the candidate, or null. */
  private static String refusal(Judgement candidate, Judgement current, double margin) {
    if (!candidate.isUseful()) {
      return "the candidate is not better than the naive prediction (%s %.6g, naive %.6g). %s"
          .formatted(candidate.by(), candidate.error(), candidate.naive(), candidate.verdict());
    } else if (current != null && !(candidate.error() < current.error() * (1 - margin))) {
      return "the candidate is not better%s (%s %.6g, in use %.6g)"
          .formatted(
              margin > 0 ? " by %.3g %%".formatted(100 * margin) : "",
              candidate.by(),
              candidate.error(),
              current.error());
    }
    return null;
  }

  private static Map<String, Double> scales(Statistics statistics) {
    Map<String, Double> scales = new HashMap<>();
    for (int column = 0; column < statistics.columns().size(); column++) {
      scales.put(statistics.columns().get(column), statistics.unit(column));
    }
    return scales;
  }

  /** Loads a model with its own windows; only the horizon must agree with the configuration. */
  private LoadedModel load(String path) {
    LoadedModel loaded =
        LoadedModel.withOwnNetwork(context, SavedModel.toJudge(context.model(path)));
    int horizon = loaded.context().config().window().horizon();
    if (horizon != config.window().horizon()) {
      throw new UserException(
          "model %s cannot be compared: its window.horizon is %d, that of the configuration is %d"
              .formatted(path, horizon, config.window().horizon()));
    }
    return loaded;
  }

  /** Evaluates a model on the test span of the configuration's table. */
  private Judgement judge(LoadedModel loaded, Map<String, Double> scales) {
    Evaluation.Result evaluated = Evaluation.of(loaded);
    evaluated.overlap().ifPresent(overlap -> refuse(loaded, overlap));
    Report report = evaluated.report();
    Criterion criterion = report.criterion(scales);
    return new Judgement(
        criterion.error(),
        criterion.naive(),
        report.isUseful(),
        report.verdict(),
        criterion.by(),
        loaded.context().config().window().period(),
        report.examples(),
        loaded.model().classes());
  }

  private void refuse(LoadedModel loaded, Seen.Overlap overlap) {
    String said = "model %s: %s".formatted(loaded.directory().path(), overlap.sentence());
    if (overlap.isCertain()) {
      throw new UserException(
          said + "; a model is not judged on rows it has seen: hold out later ones (data.split)");
    }
    console.warn(said);
  }

  private static Json line(
      String status,
      Path candidate,
      Optional<String> current,
      Judgement candidates,
      Judgement currents) {
    return new Json()
        .put(ResultKeys.STATUS, status)
        .put("candidate", candidate.toString())
        .put("current", current.orElse(null))
        .put("judged_by", candidates == null ? null : candidates.by())
        .put("candidate_error", candidates == null ? null : candidates.error())
        .put("current_error", currents == null ? null : currents.error())
        .put("naive_error", candidates == null ? null : candidates.naive());
  }
}
