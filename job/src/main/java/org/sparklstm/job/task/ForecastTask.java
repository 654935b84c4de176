package org.sparklstm.job.task;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.sparklstm.core.layer.NetworkSpec;
import org.sparklstm.core.sequence.WindowReader;
import org.sparklstm.core.train.Forecasting;
import org.sparklstm.core.train.ModelSpec;
import org.sparklstm.job.Message;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.data.series.SeriesDataset;
import org.sparklstm.job.data.table.Table;
import org.sparklstm.job.model.SavedModel;
import org.sparklstm.job.model.TrainedModel;
import org.sparklstm.job.scoring.Forecasts;
import org.sparklstm.job.scoring.Scores;

/** Forecasts the next rows of each series from its last rows. */
public record ForecastTask(JobConfig config) implements Task {
  @Override
  public Examples examples(Table table) {
    spec();
    try {
      forecasts().requireNames(table.schema(), table.name());
    } catch (UserException e) {
      throw table.unlessEmpty(e);
    }
    SeriesDataset source = SeriesDataset.of(table, config.data(), config.window().spec());
    return new SeriesExamples(config, table.name(), source, spec(source.reader()));
  }

  @Override
  public Examples examples(Table table, TrainedModel model) {
    SeriesDataset source =
        SeriesDataset.of(
            table, config.data(), config.window().spec(), model.statistics(), model.time());
    return new SeriesExamples(config, table.name(), source, spec(source.reader()));
  }

  /** The network and objective that the configuration describes. */
  public ModelSpec spec() {
    return spec(reader());
  }

  private ModelSpec spec(WindowReader reader) {
    NetworkSpec network = config.model().spec(reader.inputs(), reader.outputs());
    NetworkLimits.check(
        network, config, config.window().lookback(), Message.of("{window.lookback}"));
    return new ModelSpec(network, new Forecasting(reader, config.train().loss().ofNumbers()));
  }

  private WindowReader reader() {
    return config.data().reader(config.window().spec());
  }

  @Override
  public ModelSpec spec(SavedModel saved) {
    List<String> found = saved.statistics().columns();
    if (!found.equals(config.data().columns())) {
      throw new UserException(
          "model %s has statistics of the columns %s, expected %s"
              .formatted(saved.name(), found, config.data().columns()));
    }
    return spec();
  }

  @Override
  public Scores score(TrainedModel model, Table table, JavaSparkContext spark) {
    Forecasts forecasts = forecasts(model);
    long series = forecasts.requireSeries(table, config.score().invalid());
    long rows = series * config.window().horizon();
    return new Scores(
        forecasts.of(
            table.rows(), spark.broadcast(model.weights()), config.score().invalid(), table.name()),
        "series",
        () -> series,
        () -> rows,
        () -> "%,d forecasts of %,d series".formatted(rows, series));
  }

  /** The forecasts of a model. */
  public Forecasts forecasts(TrainedModel model) {
    return new Forecasts(
        config.data(), model.spec().network(), reader(), model.statistics(), model.time());
  }

  /** The forecasts of a model that is not trained yet; they have a schema, but no rows. */
  public Forecasts forecasts() {
    return new Forecasts(config.data(), null, reader(), null, Optional.empty());
  }

  @Override
  public String lossName() {
    return config.train().loss().ofNumbers().name().toLowerCase(Locale.ROOT);
  }

  @Override
  public Map<String, String> facts(TrainedModel model) {
    WindowReader reader = reader();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("targets", Integer.toString(reader.targets()));
    facts.put("lookback", Integer.toString(reader.spec().lookback()));
    facts.put("rows", Integer.toString(reader.inputRows()));
    facts.put("horizon", Integer.toString(reader.spec().horizon()));
    facts.put("baseline", reader.spec().baseline().name().toLowerCase(Locale.ROOT));
    facts.put("period", Integer.toString(reader.spec().period()));
    return facts;
  }

  @Override
  public void describe(TrainedModel model, ModelFormat format) {
    format.forecast(reader());
  }
}
