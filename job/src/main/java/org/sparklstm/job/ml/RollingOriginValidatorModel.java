package org.sparklstm.job.ml;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.ParamPair;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.sparklstm.job.spark.ScalaCollections;
import org.sparklstm.job.spark.StageMetadata;
import org.sparklstm.job.task.BacktestErrors;

/** The best model of a {@link RollingOriginValidator}, and how all params were judged. */
public final class RollingOriginValidatorModel extends Model<RollingOriginValidatorModel>
    implements MLWritable {
  private static final long serialVersionUID = 1L;

  private static final String METRIC = "metric";
  private static final StructType SCHEMA = schema();

  private final String uid;
  private final LstmForecasterModel bestModel;
  private final List<Row> results;

  RollingOriginValidatorModel(String uid, LstmForecasterModel bestModel, List<Row> results) {
    this.uid = uid;
    this.bestModel = bestModel;
    this.results = List.copyOf(results);
  }

  private static StructType schema() {
    StructType schema =
        new StructType()
            .add("map", DataTypes.IntegerType, false)
            .add("params", DataTypes.StringType, false)
            .add("fold", DataTypes.IntegerType, false)
            .add("cutoff", DataTypes.StringType, false)
            .add(METRIC, DataTypes.DoubleType, false);
    for (String error : BacktestErrors.METRICS) {
      schema = schema.add(error, DataTypes.DoubleType, false);
    }
    return schema;
  }

  /** A row of the results. */
  static Row row(
      int map, ParamMap params, int fold, String cutoff, double metric, BacktestErrors errors) {
    List<String> texts = new ArrayList<>();
    for (ParamPair<?> pair : ScalaCollections.toJava(params.toSeq())) {
      texts.add(text(pair));
    }
    List<Object> cells = new ArrayList<>();
    cells.add(map);
    cells.add(String.join(", ", texts.stream().sorted().toList()));
    cells.add(fold);
    cells.add(cutoff);
    cells.add(metric);
    BacktestErrors.METRICS.forEach(error -> cells.add(errors.mean(error)));
    return RowFactory.create(cells.toArray());
  }

  private static <T> String text(ParamPair<T> pair) {
    return pair.param().name() + "=" + pair.param().jsonEncode(pair.value());
  }

  /** The mean of the metric over the folds, by map. */
  static double[] means(List<Row> results) {
    int maps = results.stream().mapToInt(row -> row.getInt(0)).max().orElse(-1) + 1;
    double[] means = new double[maps];
    for (int map = 0; map < maps; map++) {
      int number = map;
      means[map] =
          results.stream()
              .filter(row -> row.getInt(0) == number)
              .mapToDouble(row -> row.getDouble(SCHEMA.fieldIndex(METRIC)))
              .average()
              .orElse(Double.NaN);
    }
    return means;
  }

  @Override
  public String uid() {
    return uid;
  }

  /** The best params, fitted to all rows. */
  public LstmForecasterModel bestModel() {
    return bestModel;
  }

  /** The mean of the metric over the folds, in the order of the param maps. */
  public double[] avgMetrics() {
    return means(results);
  }

  /**
   * One row per param map and fold: {@code map} and {@code fold} from 0, {@code params}, {@code
   * cutoff}, {@code metric}, and all errors in the units of the table.
   */
  public Dataset<Row> results() {
    return SparkSession.active().createDataFrame(results, SCHEMA);
  }

  /** Forecasts with the best model. */
  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    return bestModel.transform(dataset);
  }

  @Override
  public StructType transformSchema(StructType schema) {
    return bestModel.transformSchema(schema);
  }

  @Override
  public RollingOriginValidatorModel copy(ParamMap extra) {
    return new RollingOriginValidatorModel(uid, bestModel.copy(extra), results).setParent(parent());
  }

  @Override
  public MLWriter write() {
    return new MLWriter() {
      @Override
      public void saveImpl(String path) {
        StageMetadata.save(RollingOriginValidatorModel.this, path, sparkSession());
        try {
          bestModel.write().session(sparkSession()).save(below(path, "bestModel"));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        sparkSession()
            .createDataFrame(results, SCHEMA)
            .coalesce(1)
            .write()
            .parquet(below(path, "results"));
      }
    };
  }

  private static String below(String path, String name) {
    return new Path(path, name).toString();
  }

  /** A reader of saved models. */
  public static MLReader<RollingOriginValidatorModel> read() {
    return new MLReader<>() {
      @Override
      public RollingOriginValidatorModel load(String path) {
        StageMetadata metadata =
            StageMetadata.load(path, sparkSession(), RollingOriginValidatorModel.class.getName());
        List<Row> results =
            sparkSession()
                .read()
                .parquet(below(path, "results"))
                .orderBy("map", "fold")
                .collectAsList();
        return new RollingOriginValidatorModel(
            metadata.uid(), LstmForecasterModel.load(below(path, "bestModel")), results);
      }
    };
  }

  /** Loads a model. */
  public static RollingOriginValidatorModel load(String path) {
    return read().load(path);
  }
}
