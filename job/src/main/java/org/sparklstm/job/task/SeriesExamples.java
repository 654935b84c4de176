package org.sparklstm.job.task;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.sparklstm.core.sequence.Offsets;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.core.train.Errors;
import org.sparklstm.core.train.ForecastErrors;
import org.sparklstm.core.train.Forecasting;
import org.sparklstm.core.train.ModelSpec;
import org.sparklstm.job.Json;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.config.SplitConfig;
import org.sparklstm.job.data.series.SeriesDataset;
import org.sparklstm.job.data.table.Statistics;
import org.sparklstm.job.distributed.PlacedShards;
import org.sparklstm.job.distributed.WindowSample;
import org.sparklstm.job.model.Seen;
import org.sparklstm.job.time.PanelTime;

/**
 * Windows on the series of a table.
 *
 * @param table name of the table in messages
 */
record SeriesExamples(JobConfig config, String table, SeriesDataset source, ModelSpec model)
    implements Examples {

  @Override
  public Statistics statistics() {
    return source.statistics();
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
    return Optional.of(source.time());
  }

  @Override
  public Optional<ZoneId> zone() {
    return source.zone();
  }

  @Override
  public Seen seen() {
    return Seen.ofSeries(source.lastSeen());
  }

  @Override
  public Optional<Seen.Overlap> overlap(Seen seen) {
    Map<String, String> begins = source.firstTested();
    List<String> known = new ArrayList<>();
    for (Map.Entry<String, String> series : new TreeMap<>(begins).entrySet()) {
      Optional<String> until = seen.until(series.getKey());
      if (until.isPresent() && !source.isTime(until.get())) {
        return Optional.of(
            new Seen.Overlap(
                "the model was trained on rows up to %s, which cannot be compared with the times of this table"
                    .formatted(until.get()),
                false));
      } else if (until.isPresent() && source.isUpTo(series.getValue(), until.get())) {
        known.add(series.getKey());
      }
    }
    return known.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Seen.Overlap(
                "the model was trained on rows up to %s, and the test span begins at %s in %s%s"
                    .formatted(
                        seen.until(known.get(0)).orElseThrow(),
                        begins.get(known.get(0)),
                        known.get(0),
                        known.size() == 1
                            ? ""
                            : " (%,d of %,d series)".formatted(known.size(), begins.size())),
                true));
  }

  @Override
  public long rows() {
    return source.rows();
  }

  @Override
  public String content() {
    return source.content();
  }

  /** Lengths were checked earlier, so a span has no windows only because of missing values. */
  @Override
  public void refuseEmptySpans(PlacedShards shards) {
    SplitConfig split = config.data().split();
    for (Split span : Split.values()) {
      if (split.wants(span) && shards.count(span) == 0) {
        throw UserException.of(
            "every %s window of %s touches a missing value; fill the gaps ({data.missing = forward-fill}) or lower {window.lookback}",
            span.name().toLowerCase(Locale.ROOT), table);
      }
    }
    if (config.forecast().total()) {
      new ValidationErrors(config, table, model, shards).wholeWindows();
    }
    if (config.forecast().isCalibrated()) {
      ValidationErrors.requireEnough(config, table, shards.count(Split.VALIDATION));
    }
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
    Json json =
        new Json()
            .put("rows", source.rows())
            .put("series", source.series())
            .put("shards", source.shards())
            .put("cached_bytes", shards.bytes())
            .put("train_windows", shards.count(Split.TRAIN))
            .put("validation_windows", shards.count(Split.VALIDATION))
            .put("test_windows", shards.count(Split.TEST));
    if (!source.filled().isEmpty()) {
      Json filled = new Json();
      source.filled().forEach(filled::put);
      json.put("filled", filled);
    }
    return json;
  }

  @Override
  public Json profile() {
    return Examples.json(source.profile());
  }

  @Override
  public List<Json> samples(float[] weights) {
    return new SampleForecasts(model, weights, source.statistics(), config.data().panel())
        .of(source.samples());
  }

  /** Of windows whose rows are all read alike, only the targets and past features are inputs. */
  @Override
  public Optional<Json> importance(PlacedShards shards, float[] weights) {
    List<PanelInput> inputs = PanelInput.of(config.data().panel());
    int windows = config.report().importance();
    if (windows == 0 || source.reader().isPlain() || inputs.size() < 2) {
      return Optional.empty();
    }
    long seed = config.run().seed();
    return new InputImportance(
            model,
            weights,
            WindowSample.of(shards, source.reader().spec(), Split.TEST, windows, seed),
            seed)
        .of(inputs);
  }

  @Override
  public Optional<Examples> calibrated(PlacedShards shards, float[] weights) {
    if (!config.forecast().needsErrors()) {
      return Optional.empty();
    }
    Offsets offsets = new ValidationErrors(config, table, model, shards).offsets(weights);
    SeriesDataset calibrated = source.with(offsets);
    Forecasting objective = (Forecasting) model.objective();
    return Optional.of(
        new SeriesExamples(
            config, table, calibrated, model.with(objective.with(calibrated.reader()))));
  }

  @Override
  public Report report(Errors errors, List<Double> thresholds) {
    ForecastErrors forecasts = (ForecastErrors) errors;
    Optional<PanelErrors> panel =
        forecasts.bySeries().map(bySeries -> new PanelErrors(bySeries, source));
    return new ForecastReport(
        forecasts, panel, source.statistics(), config.window(), config.promote().metric());
  }
}
