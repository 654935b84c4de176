package org.sparklstm.job.task;

import java.util.List;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.core.train.Errors;
import org.sparklstm.core.train.ForecastErrors;
import org.sparklstm.core.train.ModelSpec;
import org.sparklstm.job.Json;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.data.series.SeriesDataset;
import org.sparklstm.job.data.table.Statistics;
import org.sparklstm.job.distributed.PlacedShards;
import org.sparklstm.job.model.TrainedModel;
import org.sparklstm.job.run.JobContext;

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
    EmptySpans.refuse(config, table, shards);
  }

  @Override
  public String unit() {
    return "windows";
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
  public Json profile() {
    return Examples.json(source.profile());
  }

  @Override
  public List<Json> samples(float[] weights) {
    return new SampleForecasts(model, weights, source.statistics()).of(source.samples());
  }

  @Override
  public Report report(Errors errors) {
    return new ForecastReport((ForecastErrors) errors, source.statistics(), config.window());
  }
}
