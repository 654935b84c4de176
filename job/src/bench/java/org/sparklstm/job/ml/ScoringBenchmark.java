package org.sparklstm.job.ml;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.rand;
import static org.apache.spark.sql.functions.udf;

import com.google.gson.Gson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.storage.RDDInfo;
import org.apache.spark.storage.StorageLevel;
import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.layer.Network;
import org.sparklstm.core.random.CounterRandom;
import org.sparklstm.core.tensor.Matrix;
import org.sparklstm.job.model.TrainedModel;
import org.sparklstm.job.onnx.BareOnnx;

/**
 * How fast a model scores a data frame on one core: {@code transform} over cached rows, beside the
 * core's own inference in batches, and beside ONNX Runtime in a UDF, row by row: as its
 * documentation writes it, and with all that can be kept from row to row. They take turns, since a
 * machine is not equally fast all the time. A JSON line each; the last one has the medians of the
 * rounds' ratios.
 *
 * <p>The argument is the number of rows.
 */
public final class ScoringBenchmark {
  private static final int STEPS = 96;
  private static final int INPUTS = 7;
  private static final int HIDDEN = 64;
  private static final int BATCH = 64;
  private static final int ROWS_PER_PARTITION = 25_000;

  /** Rows for the UDF, which would take minutes over all. */
  private static final int SAMPLE = 10_000;

  private static final int FITTED = 256;
  private static final int COMPARED = 1_000;
  private static final double TOLERANCE = 1e-5;
  private static final double CORE_SECONDS = 3;
  private static final int ROUNDS = 3;

  private final SparkSession spark;
  private final int rows;

  private ScoringBenchmark(SparkSession spark, int rows) {
    this.spark = spark;
    this.rows = rows;
  }

  public static void main(String[] arguments) throws IOException {
    Configurator.setRootLevel(Level.WARN);
    try (SparkSession spark =
        SparkSession.builder()
            .master("local[1]")
            .appName("scoring")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .getOrCreate()) {
      new ScoringBenchmark(spark, Integer.parseInt(arguments[0])).run();
    }
  }

  private void run() throws IOException {
    Dataset<Row> sample = cached(SAMPLE);
    LstmRegressionModel model =
        new LstmRegressor()
            .setHiddenSize(HIDDEN)
            .setEpochs(1)
            // ONNX Runtime is given the numbers as they are
            .setStandardization(false)
            .fit(sample.limit(FITTED));
    TrainedModel trained = model.trained();
    byte[] file = BareOnnx.of(trained.spec().network(), trained.weights(), STEPS);
    UserDefinedFunction onnx = udf(new OnnxUdf(file, STEPS, INPUTS), DataTypes.DoubleType);
    UserDefinedFunction plain = udf(new PlainOnnxUdf(file), DataTypes.DoubleType);
    Dataset<Row> sampleWithOnnx = sample.withColumn("onnx", onnx.apply(col("features")));
    Dataset<Row> sampleWithPlain = sample.withColumn("onnx", plain.apply(col("features")));
    requireAgreement(model.transform(sampleWithOnnx));
    requireAgreement(model.transform(sampleWithPlain));

    Dataset<Row> predicted = model.transform(cached(rows));
    Network network = network(trained);
    Timed transform = new Timed("transform", rows, () -> rows / seconds(predicted));
    Timed core = new Timed("core", BATCH, () -> BATCH / seconds(network));
    Timed udf = new Timed("onnx_udf", SAMPLE, () -> SAMPLE / seconds(sampleWithOnnx));
    Timed plainUdf = new Timed("onnx_udf_plain", SAMPLE, () -> SAMPLE / seconds(sampleWithPlain));
    List<Timed> competitors = List.of(transform, core, udf, plainUdf);
    competitors.forEach(Timed::warmUp);
    for (int round = 0; round < ROUNDS; round++) {
      competitors.forEach(Timed::measure);
    }
    competitors.forEach(Timed::print);
    print(
        new TreeMap<>(
            Map.of(
                "transform_to_core", transform.ratioTo(core),
                "transform_to_onnx_udf", transform.ratioTo(udf),
                "transform_to_onnx_udf_plain", transform.ratioTo(plainUdf))));
  }

  /** Random sequences and labels, in memory. */
  private Dataset<Row> cached(int count) {
    UDF1<Long, double[][]> sequence = ScoringBenchmark::sequence;
    UserDefinedFunction features =
        udf(sequence, DataTypes.createArrayType(DataTypes.createArrayType(DataTypes.DoubleType)));
    int partitions = (count + ROWS_PER_PARTITION - 1) / ROWS_PER_PARTITION;
    Dataset<Row> table =
        spark
            .range(0, count, 1, partitions)
            .select(features.apply(col("id")).as("features"), rand(1).as("label"))
            .persist(StorageLevel.MEMORY_ONLY());
    table.count();
    for (RDDInfo stored : spark.sparkContext().getRDDStorageInfo()) {
      if (stored.numCachedPartitions() < stored.numPartitions()) {
        throw new IllegalStateException(
            "only %d of %d partitions fit into memory: give the JVM more, or take fewer rows"
                .formatted(stored.numCachedPartitions(), stored.numPartitions()));
      }
    }
    return table;
  }

  private static double[][] sequence(long key) {
    double[][] values = new double[STEPS][INPUTS];
    for (int t = 0; t < STEPS; t++) {
      for (int i = 0; i < INPUTS; i++) {
        values[t][i] = 2 * CounterRandom.uniform(key, t * INPUTS + i) - 1;
      }
    }
    return values;
  }

  /** Speeds are worth comparing where results are the same. */
  private static void requireAgreement(Dataset<Row> predicted) {
    for (Row row : predicted.select("prediction", "onnx").limit(COMPARED).collectAsList()) {
      double own = row.getDouble(0);
      double other = row.getDouble(1);
      if (!(Math.abs(own - other) <= TOLERANCE)) {
        throw new IllegalStateException(
            "the model predicts %s, ONNX Runtime %s: expected at most %s between them"
                .formatted(own, other, TOLERANCE));
      }
    }
  }

  /** The model's network as {@code lstm-core.jar bench} has it: the same full batch each time. */
  private static Network network(TrainedModel trained) {
    Network network = new Network(trained.spec().network(), Kernels.fastest());
    network.load(trained.weights());
    network.resize(STEPS, BATCH);
    Matrix input = network.input();
    for (int i = 0; i < input.rows() * input.columns(); i++) {
      input.data()[i] = 2 * CounterRandom.uniform(1, i) - 1;
    }
    return network;
  }

  /** How long it takes to compute a table, all columns of it. */
  private static double seconds(Dataset<Row> table) {
    long start = System.nanoTime();
    table.write().format("noop").mode("overwrite").save();
    return (System.nanoTime() - start) / 1e9;
  }

  /** How long a pass takes, the mean of some seconds of passes. */
  private static double seconds(Network network) {
    long start = System.nanoTime();
    long passes = 0;
    do {
      network.predict();
      passes++;
    } while (System.nanoTime() - start < CORE_SECONDS * 1e9);
    return (System.nanoTime() - start) / 1e9 / passes;
  }

  /** Something whose speed is measured round by round. */
  private static final class Timed {
    private final String name;
    private final int rows;
    private final DoubleSupplier rowsPerSecond;
    private final List<Double> rounds = new ArrayList<>();

    /**
     * @param rows taken at a time
     */
    Timed(String name, int rows, DoubleSupplier rowsPerSecond) {
      this.name = name;
      this.rows = rows;
      this.rowsPerSecond = rowsPerSecond;
    }

    void warmUp() {
      measure();
      rounds.clear();
    }

    void measure() {
      rounds.add(rowsPerSecond.getAsDouble());
    }

    double ratioTo(Timed other) {
      return round(
          median(
              IntStream.range(0, rounds.size())
                  .mapToObj(i -> rounds.get(i) / other.rounds.get(i))
                  .toList()));
    }

    void print() {
      ScoringBenchmark.print(
          new TreeMap<>(
              Map.of("name", name, "rows", rows, "rows_per_second", Math.round(median(rounds)))));
    }
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  private static double round(double value) {
    return Math.round(value * 1000) / 1000.0;
  }

  private static void print(Map<String, Object> line) {
    System.out.println(new Gson().toJson(line));
  }
}
