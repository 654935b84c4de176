package org.sparklstm.job.run;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.core.train.Errors;
import org.sparklstm.core.train.ForecastErrors;
import org.sparklstm.core.train.ModelSpec;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.data.SeriesDataset;
import org.sparklstm.job.data.Statistics;
import org.sparklstm.job.distributed.PlacedShards;

/** Windows on the series of a table, to forecast. */
record WindowExamples(JobConfig config, String table, SeriesDataset source, ModelSpec model)
    implements Examples {

  static WindowExamples of(JobContext context) {
    JobConfig config = context.config();
    ModelSpec model = ModelSpecs.forecaster(config);
    SeriesDataset source =
        SeriesDataset.of(
            context.table(),
            config.data(),
            config.window().spec(),
            context.tableName(),
            context.console()::warn);
    return new WindowExamples(config, context.tableName(), source, model);
  }

  static WindowExamples of(JobContext context, TrainedModel model) {
    JobConfig config = context.config();
    SeriesDataset source =
        SeriesDataset.of(
            context.table(),
            config.data(),
            config.window().spec(),
            context.tableName(),
            model.statistics(),
            context.console()::warn);
    return new WindowExamples(config, context.tableName(), source, model.spec());
  }

  @Override
  public Statistics statistics() {
    return source.statistics();
  }

  @Override
  public List<String> classes() {
    return List.of();
  }

  /** Lengths have been checked before; what is left is that missing values are everywhere. */
  @Override
  public void refuseEmptySpans(PlacedShards shards) {
    refuseEmptySpans(config, table, shards);
  }

  /** Throws where each window of a span that should have some touches a missing value. */
  static void refuseEmptySpans(JobConfig config, String table, PlacedShards shards) {
    Map<Split, Double> wanted =
        Map.of(
            Split.TRAIN, config.data().split().train(),
            Split.VALIDATION, config.data().split().validation(),
            Split.TEST, config.data().split().test());
    for (Split split : Split.values()) {
      if (wanted.get(split) > 0 && shards.count(split) == 0) {
        throw new UserException(
            "every %s window of %s touches a missing value; fill the gaps (data.missing = forward-fill) or look back less far"
                .formatted(split.name().toLowerCase(Locale.ROOT), table));
      }
    }
  }

  @Override
  public String describe(PlacedShards shards) {
    return "%s: %,d rows, %,d series; windows: %,d train, %,d validation, %,d test"
        .formatted(
            table,
            source.rows(),
            source.series(),
            shards.count(Split.TRAIN),
            shards.count(Split.VALIDATION),
            shards.count(Split.TEST));
  }

  @Override
  public Json json(PlacedShards shards) {
    return new Json()
        .put("rows", source.rows())
        .put("series", source.series())
        .put("shards", source.shards())
        .put("cached_bytes", shards.bytes())
        .put("train_windows", shards.count(Split.TRAIN))
        .put("validation_windows", shards.count(Split.VALIDATION))
        .put("test_windows", shards.count(Split.TEST));
  }

  @Override
  public Report report(Errors errors) {
    return new ForecastReport((ForecastErrors) errors, source.statistics(), config.window());
  }
}
