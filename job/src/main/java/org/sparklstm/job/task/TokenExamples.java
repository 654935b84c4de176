package org.sparklstm.job.task;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.core.train.Errors;
import org.sparklstm.core.train.ModelSpec;
import org.sparklstm.core.train.NextToken;
import org.sparklstm.core.train.RowLayout;
import org.sparklstm.core.train.StreamSpec;
import org.sparklstm.core.train.TokenErrors;
import org.sparklstm.job.Json;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.config.SplitConfig;
import org.sparklstm.job.data.table.Statistics;
import org.sparklstm.job.data.token.TokenDataset;
import org.sparklstm.job.data.token.TokenTable;
import org.sparklstm.job.distributed.PlacedShards;
import org.sparklstm.job.model.Seen;
import org.sparklstm.job.time.PanelTime;

/**
 * The sequences of tokens of a table.
 *
 * @param table name of the table in messages
 */
record TokenExamples(
    JobConfig config, String table, TokenDataset source, ModelSpec model, Statistics statistics)
    implements Examples {

  @Override
  public Optional<StreamSpec> streams() {
    RowLayout rows = ((NextToken) model.objective()).rows(model.network());
    return Optional.of(new StreamSpec(config.train().bptt(), model.network().stateSize(), rows));
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
    return List.of();
  }

  @Override
  public List<Double> classWeights() {
    return List.of();
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
      if (split.wants(span) && source.predicted(span) == 0) {
        throw UserException.of(
            "the %s span of %s has no sequence of two tokens or more: %,d sequences, of which %,d are trained on; raise {data.split.%s}, or set it to 0",
            name(span), table, source.rows(), source.sequences(Split.TRAIN), name(span));
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
    return "tokens";
  }

  @Override
  public String describe(PlacedShards shards) {
    return "%s: %s of %,d tokens, %,d different; predicted: %,d train, %,d validation, %,d test"
        .formatted(
            table,
            source.rows() == 1 ? "1 sequence" : "%,d sequences".formatted(source.rows()),
            source.tokens(),
            source.vocabulary().values().size(),
            source.predicted(Split.TRAIN),
            source.predicted(Split.VALIDATION),
            source.predicted(Split.TEST));
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
    return new TokenReport(
        (TokenErrors) errors,
        new FrequentTokens(source.counts(Split.TRAIN), source.counts(Split.TEST)),
        config.promote().metric());
  }
}
