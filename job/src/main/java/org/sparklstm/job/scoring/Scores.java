package org.sparklstm.job.scoring;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Observation;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.unsafe.types.UTF8String;
import org.sparklstm.core.loss.CrossEntropy;
import org.sparklstm.core.tensor.Matrix;
import org.sparklstm.core.train.ClassificationErrors;
import org.sparklstm.core.train.Forecasting;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.DataConfig;
import org.sparklstm.job.config.DataConfig.Missing;
import org.sparklstm.job.data.sequence.Gaps;
import org.sparklstm.job.data.sequence.SequenceScaling;
import org.sparklstm.job.data.table.Fields;
import org.sparklstm.job.model.TrainedModel;
import org.sparklstm.job.run.JobContext;
import org.sparklstm.job.task.SequenceExamples;

/**
 * What a model says of a table. A forecaster: what follows the last row of each series. The others:
 * the rows, without their sequences, and what belongs to each: {@code prediction}, and for classes
 * its {@code probability}.
 *
 * @param table computed when it is written
 * @param unit what is counted
 * @param count how many of them there were, once the table is written
 * @param rows of the table, once it is written
 */
public record Scores(Dataset<Row> table, String unit, LongSupplier count, LongSupplier rows) {

  public static Scores of(JobContext context, TrainedModel model, Dataset<Row> table, String name) {
    JavaSparkContext spark = context.sparkContext();
    Broadcast<float[]> weights = spark.broadcast(model.weights());
    if (model.spec().objective() instanceof Forecasting forecasting) {
      Forecasts forecasts =
          new Forecasts(
              context.config().data(),
              model.spec().network(),
              forecasting.reader(),
              model.statistics());
      long series = forecasts.requireSeries(table, name, context.console()::warn);
      return new Scores(
          forecasts.of(table, weights, Forecasts.TooShort.SKIPPED, name),
          "series",
          () -> series,
          () -> series * forecasting.reader().spec().horizon());
    }
    return ofSequences(context, model, weights, table, name);
  }

  private static Scores ofSequences(
      JobContext context,
      TrainedModel model,
      Broadcast<float[]> weights,
      Dataset<Row> table,
      String name) {
    DataConfig data = context.config().data();
    Dataset<Row> rows = SequenceExamples.sequences(table, data, name);
    String column = SequenceExamples.column(data);
    boolean skip = data.missing() == Missing.SKIP_WINDOW;
    SequenceScaling scaling = SequenceExamples.scaling(model);
    Predictions predictions =
        new Predictions(
            column,
            0,
            model.spec().network(),
            scaling,
            data.missing() == Missing.FORWARD_FILL ? Gaps.FILLED : Gaps.REFUSED,
            skip ? Predictions.Invalid.SKIP : Predictions.Invalid.ERROR);
    List<String> classes = model.classes();
    List<StructField> fields =
        classes.isEmpty()
            ? List.of(DataTypes.createStructField("prediction", DataTypes.DoubleType, true))
            : List.of(
                DataTypes.createStructField("prediction", DataTypes.StringType, true),
                DataTypes.createStructField("probability", DataTypes.DoubleType, true));
    Predictions.Answer answer =
        classes.isEmpty()
            ? (answers, row) -> new Object[] {scaling.restoreLabel(answers.at(row, 0))}
            : (answers, row) -> classCells(answers, row, classes);
    for (StructField field : fields) {
      if (List.of(rows.schema().fieldNames()).contains(field.name())) {
        throw new UserException(
            "%s has a column '%s' already; rename it".formatted(name, field.name()));
      }
    }
    Dataset<Row> scored = predictions.of(rows, weights, fields, answer, name);
    Observation written = new Observation();
    Dataset<Row> counted =
        scored
            .select(withoutArrays(scored))
            .observe(written, functions.count(functions.lit(1)).alias("rows"));
    return new Scores(counted, "sequences", () -> rows(written), () -> rows(written));
  }

  private static long rows(Observation written) {
    try {
      return (long) written.getAsJava().get("rows");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Object[] classCells(Matrix answers, int row, List<String> classes) {
    int best = ClassificationErrors.largest(answers, row);
    double[] probabilities = CrossEntropy.probabilities(answers, row);
    return new Object[] {UTF8String.fromString(classes.get(best)), probabilities[best]};
  }

  /** Sequences are what went in; nobody wants them again, and CSV cannot hold them. */
  private static Column[] withoutArrays(Dataset<Row> rows) {
    List<Column> columns = new ArrayList<>();
    for (StructField field : rows.schema().fields()) {
      if (!(field.dataType() instanceof ArrayType)) {
        columns.add(Fields.column(field.name()));
      }
    }
    return columns.toArray(Column[]::new);
  }

  /** How many there are, in words. */
  public String sentence() {
    return unit.equals("series")
        ? "%,d forecasts of %,d series".formatted(rows.getAsLong(), count.getAsLong())
        : "predictions of %,d sequences".formatted(count.getAsLong());
  }
}
