package org.sparklstm.job.run;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.sparklstm.job.Json;
import org.sparklstm.job.ResultKeys;
import org.sparklstm.job.UserException;
import org.sparklstm.job.checkpoint.Storage;
import org.sparklstm.job.checkpoint.StorageException;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.data.table.Statistics;
import org.sparklstm.job.model.ModelPath;
import org.sparklstm.job.model.SavedModel;
import org.sparklstm.job.report.Console;
import org.sparklstm.job.task.Report;

/**
 * {@code promote}: a new model takes the place of the one in use if it is better on the same test
 * span, and better than the naive answer. What is in use is told by a small file with the path of a
 * model, which is replaced at once.
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
   * What has come of it.
   *
   * @param inUse whether the candidate is in use now
   * @param line the result as one line of JSON
   */
  public record Outcome(boolean inUse, String line) {}

  /** How good a model is, the smaller the better. */
  private record Judgement(
      double error, double naive, String by, long examples, List<String> classes) {}

  /**
   * Compares, and switches.
   *
   * @param candidatePath directory of a saved model, or a pointer to one
   * @param currentPath the pointer; not there before the first model
   * @param margin share of the current model's error by which the candidate must be better, in [0,
   *     1)
   */
  public Outcome run(String candidatePath, String currentPath, double margin) {
    Storage file = context.storage(currentPath);
    Path pointer = file.path();
    Storage place = file.above();
    Path candidate = context.model(candidatePath).path();
    Optional<String> current = read(file);
    if (current.map(context::storage).filter(used -> names(used, candidate)).isPresent()) {
      console.say("%s is in use already: nothing to do".formatted(candidate));
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
          (current.isPresent() ? "kept what is in use: " : "nothing is in use: ") + refusal);
      return new Outcome(
          false, line("kept", candidate, current, candidates, currents).redactedLine());
    }
    if (!read(file).equals(current)) {
      throw new UserException(
          "%s has been changed while models were compared: promote again".formatted(pointer));
    }
    place.writeText(pointer.getName(), candidate + "\n");
    console.say(
        "promoted: %s now names %s (%s %.6g, %s)"
            .formatted(
                pointer,
                candidate,
                candidates.by(),
                candidates.error(),
                currents == null
                    ? "nothing was in use before"
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
          "--current %s is a directory, expected a file, there or not: it will hold the path of the model in use"
              .formatted(pointer.path()));
    }
    return Optional.of(ModelPath.read(pointer));
  }

  private Judgement judgeCurrent(
      Path pointer, String path, Map<String, Double> scales, List<String> classes) {
    try {
      LoadedModel loaded = load(path);
      // a sequence's span follows from its class's number, too
      if (!loaded.model().classes().equals(classes)) {
        throw new UserException(
            "it knows the classes %s, the candidate %s"
                .formatted(loaded.model().classes(), classes));
      }
      return judge(loaded, scales);
    } catch (UserException | StorageException e) {
      throw new UserException(
          "%s names the model in use, with which the candidate cannot be compared: %s; to promote the candidate all the same remove %s"
              .formatted(pointer, e.getMessage(), pointer),
          e);
    }
  }

  /** A longer history leaves out windows that begin early or touch a gap. */
  private static void requireSameExamples(Judgement candidate, Judgement current) {
    if (current != null && candidate.examples() != current.examples()) {
      throw new UserException(
          "the models cannot be compared: on the test span the candidate answers %,d examples and the one in use %,d, since their histories differ"
              .formatted(candidate.examples(), current.examples()));
    }
  }

  /** Null where the candidate is to be promoted. */
  private static String refusal(Judgement candidate, Judgement current, double margin) {
    if (!(candidate.error() < candidate.naive())) {
      return "the candidate is no better than the naive answer (%s %.6g, naive %.6g)"
          .formatted(candidate.by(), candidate.error(), candidate.naive());
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
      scales.put(statistics.columns().get(column), statistics.scales().get(column));
    }
    return scales;
  }

  /** Each model looks at the table through windows of its own; only the horizon must agree. */
  private LoadedModel load(String path) {
    LoadedModel loaded = LoadedModel.asItIs(context, context.model(path));
    int horizon = loaded.context().config().window().horizon();
    if (horizon != config.window().horizon()) {
      throw new UserException(
          "model %s cannot be compared: its window.horizon is %d, the configuration's %d"
              .formatted(path, horizon, config.window().horizon()));
    }
    return loaded;
  }

  /** Judges on the test span of the configuration's table. */
  private static Judgement judge(LoadedModel loaded, Map<String, Double> scales) {
    Report report = Evaluation.of(loaded);
    return new Judgement(
        report.judged(scales),
        report.naiveJudged(scales),
        report.judgedBy(),
        report.examples(),
        loaded.model().classes());
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
