package org.sparklstm.job.ml;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.sparklstm.job.LocalSpark;

/** Small tables to train stages on. */
final class Tables {
  static final DataType NUMBERS = DataTypes.createArrayType(DataTypes.DoubleType);
  static final DataType STEPS = DataTypes.createArrayType(NUMBERS);

  /** Sequences: the class is the sign of their drift, the number its size. */
  private static final StructType SEQUENCES =
      new StructType()
          .add("id", DataTypes.IntegerType, false)
          .add("features", STEPS)
          .add("label", DataTypes.DoubleType)
          .add("drift", DataTypes.DoubleType)
          .add("weight", DataTypes.DoubleType)
          .add("validation", DataTypes.BooleanType);

  private static final StructType ROWS =
      new StructType()
          .add("device", DataTypes.StringType)
          .add("at", DataTypes.LongType)
          .add("a", DataTypes.DoubleType)
          .add("b", DataTypes.FloatType)
          .add("kind", DataTypes.StringType)
          .add("fold", DataTypes.IntegerType);

  private static final StructType SERIES =
      new StructType()
          .add("store", DataTypes.StringType)
          .add("hour", DataTypes.TimestampType)
          .add("sales", DataTypes.DoubleType)
          .add("price", DataTypes.DoubleType);

  private Tables() {}

  /** Rows of a table. */
  static Dataset<Row> of(List<Row> rows, StructType schema) {
    return LocalSpark.session().createDataFrame(rows, schema);
  }

  /** 3 to 9 steps of two values: noise, and noise with a drift. */
  static List<Row> sequenceRows(int count, long seed) {
    Random random = new Random(seed);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double drift = random.nextDouble() * 2 - 1;
      int length = 3 + random.nextInt(7);
      List<List<Double>> steps = new ArrayList<>();
      for (int t = 0; t < length; t++) {
        steps.add(List.of(random.nextGaussian() * 0.2, drift * t + random.nextGaussian() * 0.1));
      }
      rows.add(
          RowFactory.create(i, steps, drift > 0 ? 1.0 : 0.0, 100 * drift, 1.0 + i % 3, i % 5 == 0));
    }
    return rows;
  }

  /** A table of {@link #sequenceRows}. */
  static Dataset<Row> sequences(int count) {
    return of(sequenceRows(count, 7), SEQUENCES);
  }

  /** Visits of 1 to 12 pages, each of which mostly leads to the next one of five. */
  static Dataset<Row> visits(int count) {
    Random random = new Random(11);
    List<Row> rows = new ArrayList<>();
    for (int visit = 0; visit < count; visit++) {
      List<String> pages = new ArrayList<>();
      int page = random.nextInt(5);
      int length = 1 + random.nextInt(12);
      for (int t = 0; t < length; t++) {
        pages.add("page" + page);
        page = random.nextInt(8) == 0 ? random.nextInt(5) : (page + 1) % 5;
      }
      rows.add(RowFactory.create("v" + visit, pages));
    }
    return of(
        rows,
        new StructType()
            .add("visit", DataTypes.StringType)
            .add("tokens", DataTypes.createArrayType(DataTypes.StringType)));
  }

  /** Sequences of words with the class of each: whether it comes again; of some it is not known. */
  static Dataset<Row> tagged(int count) {
    Random random = new Random(12);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<String> words = new ArrayList<>();
      List<String> tags = new ArrayList<>();
      int length = 2 + random.nextInt(7);
      for (int t = 0; t < length; t++) {
        words.add("w" + random.nextInt(4));
      }
      for (int t = 0; t < length; t++) {
        boolean comesAgain = words.subList(t + 1, length).contains(words.get(t));
        tags.add(t > 0 && random.nextInt(9) == 0 ? null : comesAgain ? "again" : "last");
      }
      rows.add(RowFactory.create("s" + i, words, tags));
    }
    return of(
        rows,
        new StructType()
            .add("sentence", DataTypes.StringType)
            .add("tokens", DataTypes.createArrayType(DataTypes.StringType))
            .add("label", DataTypes.createArrayType(DataTypes.StringType)));
  }

  static StructType sequenceSchema() {
    return SEQUENCES;
  }

  /** The same sequences, all of four steps, as vectors of eight values. */
  static Dataset<Row> vectors(int count) {
    List<Row> rows = new ArrayList<>();
    for (Row row : sequenceRows(4 * count, 7)) {
      @SuppressWarnings("unchecked")
      List<List<Double>> steps = (List<List<Double>>) row.get(1);
      if (steps.size() >= 4) {
        double[] values =
            steps.subList(0, 4).stream()
                .flatMap(List::stream)
                .mapToDouble(Double::doubleValue)
                .toArray();
        rows.add(RowFactory.create(Vectors.dense(values), row.getDouble(2), row.getDouble(3)));
      }
    }
    return of(
        rows,
        new StructType()
            .add("features", SQLDataTypes.VectorType())
            .add("label", DataTypes.DoubleType)
            .add("drift", DataTypes.DoubleType));
  }

  /** A row a time step of three kinds of devices. */
  static Dataset<Row> steps(int devices) {
    Random random = new Random(3);
    List<Row> rows = new ArrayList<>();
    for (int device = 0; device < devices; device++) {
      String kind = List.of("falls", "rests", "rises").get(device % 3);
      int length = 4 + random.nextInt(5);
      for (int t = 0; t < length; t++) {
        rows.add(
            RowFactory.create(
                "d" + device,
                (long) t,
                (device % 3 - 1) * 0.5 * t + random.nextGaussian() * 0.1,
                (float) random.nextGaussian(),
                kind,
                device / 3 % 3));
      }
    }
    return of(rows, ROWS).repartition(3);
  }

  /** Two series of 200 hours: a daily wave, and one at twice the height. */
  static Dataset<Row> series() {
    List<Row> rows = new ArrayList<>();
    for (int store = 1; store <= 2; store++) {
      for (int hour = 0; hour < 200; hour++) {
        rows.add(
            RowFactory.create(
                "s" + store,
                new java.sql.Timestamp(hour * 3_600_000L),
                store * (10 + 3 * Math.sin(hour * Math.PI / 12)) + hour * 0.01,
                5 + hour % 7 * 0.1));
      }
    }
    return of(rows, SERIES).repartition(3);
  }
}
