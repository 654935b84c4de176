package org.sparklstm.job.task;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.core.train.Errors;
import org.sparklstm.core.train.ModelSpec;
import org.sparklstm.job.Json;
import org.sparklstm.job.Message;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.SplitConfig;
import org.sparklstm.job.data.sequence.SequenceDataset;
import org.sparklstm.job.data.table.Statistics;
import org.sparklstm.job.distributed.PlacedShards;
import org.sparklstm.job.model.Seen;
import org.sparklstm.job.time.PanelTime;

/**
 * The labelled sequences of a table.
 *
 * @param table name of the table in messages
 * @param classes names of the classes; empty if labels are numbers to predict
 * @param counts sequences of the train span in each class
 * @param classWeights weights of the classes in training
 */
record SequenceExamples(
    SequenceTask task,
    String table,
    SequenceDataset source,
    ModelSpec model,
    Statistics statistics,
    List<String> classes,
    List<Long> counts,
    List<Double> classWeights)
    implements Examples {

  @Override
  public Optional<PanelTime> time() {
    return Optional.empty();
  }

  @Override
  public Optional<ZoneId> zone() {
    return Optional.empty();
  }

  @Override
  public long rows() {
    return source.rows();
  }

  @Override
  public String content() {
    return source.content();
  }

  @Override
  public void refuseEmptySpans(PlacedShards shards) {
    if (task.config().train().choosesThreshold() && shards.count(Split.VALIDATION) == 0) {
      throw UserException.of(
          "{train.target-precision} and {train.miss-cost} choose a threshold on the validation span, which has no %s; give it some, or set both to 0",
          unit());
    }
    SplitConfig split = task.config().data().split();
    if ((split.validation() > 0 && shards.count(Split.VALIDATION) == 0)
        || (split.test() > 0 && shards.count(Split.TEST) == 0)) {
      throw UserException.of(
          "%s has %,d %s: %,d to train on, %,d to validate and %,d to test; raise {data.split.validation} and {data.split.test}, or set them to 0",
          table,
          source.sequences(),
          unit(),
          shards.count(Split.TRAIN),
          shards.count(Split.VALIDATION),
          shards.count(Split.TEST));
    }
  }

  @Override
  public Seen seen() {
    SplitConfig split = task.config().data().split();
    return Seen.ofSequences(task.splitBy(), split.train() + split.validation(), content());
  }

  @Override
  public Optional<Seen.Overlap> overlap(Seen seen) {
    SplitConfig split = task.config().data().split();
    // windows of a series that has grown may be in other spans than before
    return new SequenceOverlap(
            task.splitBy(),
            split.train() + split.validation(),
            content(),
            !task.cutsWindows(),
            unit())
        .of(seen);
  }

  @Override
  public String unit() {
    return task.unit();
  }

  @Override
  public String describe(PlacedShards shards) {
    return "%s: %,d %s of up to %,d steps: %,d train, %,d validation, %,d test%s"
        .formatted(
            table,
            source.sequences(),
            unit(),
            source.longest(),
            shards.count(Split.TRAIN),
            shards.count(Split.VALIDATION),
            shards.count(Split.TEST),
            classes.isEmpty() ? "" : "; %,d classes".formatted(classes.size()));
  }

  @Override
  public Json json(PlacedShards shards) {
    return new Json()
        .put("sequences", source.sequences())
        .put("left_out", source.rows() - source.sequences())
        .put("longest", source.longest())
        .put("shards", source.shards())
        .put("cached_bytes", shards.bytes())
        .put("train_sequences", shards.count(Split.TRAIN))
        .put("validation_sequences", shards.count(Split.VALIDATION))
        .put("test_sequences", shards.count(Split.TEST));
  }

  @Override
  public Json profile() {
    Json spans = new Json();
    for (int label = 0; label < classes.size(); label++) {
      Json counts = new Json();
      for (Split split : Split.values()) {
        counts.put(split.name().toLowerCase(Locale.ROOT), source.count(split, label));
      }
      spans.put(classes.get(label), counts);
    }
    return Examples.json(source.profile(statistics.columns(), table, unit())).put("classes", spans);
  }

  /** The details of the errors hold whole sequences already. */
  @Override
  public List<Json> samples(float[] weights) {
    return List.of();
  }

  @Override
  public List<Double> thresholds(Supplier<Errors> validation, Consumer<Message> log) {
    return task.thresholds(validation, this, log);
  }

  @Override
  public Report report(Errors errors, List<Double> thresholds) {
    return task.report(errors, thresholds, this);
  }
}
