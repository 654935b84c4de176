package org.sparklstm.job.task;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.core.train.Errors;
import org.sparklstm.core.train.ModelSpec;
import org.sparklstm.core.train.StreamSpec;
import org.sparklstm.job.Json;
import org.sparklstm.job.Message;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.config.SplitConfig;
import org.sparklstm.job.data.table.Statistics;
import org.sparklstm.job.data.token.TokenColumn;
import org.sparklstm.job.data.token.TokenDataset;
import org.sparklstm.job.data.token.TokenTable;
import org.sparklstm.job.distributed.PlacedShards;
import org.sparklstm.job.model.Seen;
import org.sparklstm.job.time.PanelTime;

/**
 * The sequences of tokens of a table.
 *
 * @param table name of the table in messages
 * @param question what is learnt, and judged
 */
record TokenExamples(
    JobConfig config,
    String table,
    TokenDataset source,
    ModelSpec model,
    Statistics statistics,
    TokenTask.Question question)
    implements Examples {

  @Override
  public Optional<StreamSpec> streams() {
    return question.streams(model);
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
  public List<String> classes() {
    return question.classes();
  }

  @Override
  public List<Double> classWeights() {
    return question.classWeights();
  }

  @Override
  public Optional<PanelTime> time() {
    return Optional.empty();
  }

  @Override
  public Optional<ZoneId> zone() {
    return Optional.empty();
  }

  @Override
  public void refuseEmptySpans(PlacedShards shards) {
    SplitConfig split = config.data().split();
    for (Split span : List.of(Split.VALIDATION, Split.TEST)) {
      if (split.wants(span) && examples(span) == 0) {
        throw UserException.of(
            "the %s span of %s has no sequence%s: %,d sequences, of which %,d are trained on; raise %s, or set it to 0",
            name(span),
            table,
            streams().isPresent() ? " of two tokens or more" : "",
            source.rows(),
            source.sequences(Split.TRAIN),
            Message.of("{data.split." + name(span) + "}"));
      }
    }
  }

  private static String name(Split span) {
    return span.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public Seen seen() {
    SplitConfig split = config.data().split();
    return Seen.ofSequences(
        TokenTable.splitBy(config.data()), split.train() + split.validation(), content());
  }

  @Override
  public Optional<Seen.Overlap> overlap(Seen seen) {
    SplitConfig split = config.data().split();
    // of a text that has grown other parts are in the spans
    return new SequenceOverlap(
            TokenTable.splitBy(config.data()),
            split.train() + split.validation(),
            content(),
            source.isSplitWhole(),
            unit())
        .of(seen);
  }

  @Override
  public String unit() {
    return "sequences";
  }

  @Override
  public String countedAs() {
    return streams().isPresent() ? "tokens" : unit();
  }

  @Override
  public String describe(PlacedShards shards) {
    List<String> beside = TokenColumn.of(config.data()).steps().names();
    return "%s: %s of %,d tokens, %,d different; %s%,d train, %,d validation, %,d test%s"
            .formatted(
                table,
                source.rows() == 1 ? "1 sequence" : "%,d sequences".formatted(source.rows()),
                source.tokens(),
                source.vocabulary().values().size(),
                streams().isPresent() ? "predicted: " : "",
                examples(Split.TRAIN),
                examples(Split.VALIDATION),
                examples(Split.TEST),
                classes().isEmpty() ? "" : "; %,d classes".formatted(classes().size()))
        + (beside.isEmpty() ? "" : "; read beside the tokens: " + String.join(", ", beside));
  }

  /** Tokens to predict of streams, or sequences. */
  private long examples(Split span) {
    return streams().isPresent() ? source.predicted(span) : source.sequences(span);
  }

  @Override
  public Json json(PlacedShards shards) {
    Json json =
        new Json()
            .put("sequences", source.rows())
            .put("tokens", source.tokens())
            .put("vocabulary", source.vocabulary().values().size())
            .put("shards", source.shards())
            .put("cached_bytes", shards.bytes());
    for (Split span : Split.values()) {
      json.put(name(span) + "_sequences", source.sequences(span));
      json.put(name(span) + "_predicted", source.predicted(span));
    }
    return json;
  }

  @Override
  public Json profile() {
    return Examples.json(source.profile(table));
  }

  @Override
  public List<Json> samples(float[] weights) {
    return List.of();
  }

  @Override
  public Report report(Errors errors, List<Double> thresholds) {
    return question.report(errors, source);
  }
}
