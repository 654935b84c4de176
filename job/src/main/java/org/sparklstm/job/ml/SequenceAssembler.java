package org.sparklstm.job.ml;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.sparklstm.job.data.sequence.SequenceAssembly;
import org.sparklstm.job.data.sequence.WindowAssembly;
import org.sparklstm.job.data.sequence.WindowCut;
import org.sparklstm.job.data.table.Table;
import org.sparklstm.job.spark.StageMetadata;

/**
 * Turns a table with one row per time step into one with one row per sequence: rows are grouped by
 * some columns, ordered by time, and their values become an {@code array<array<double>>}.
 *
 * <p>With {@code lookback} set, it cuts windows: one row for each {@code stride}-th row that has
 * that many up to it, with the time and the kept columns of that row; or one for the last row of
 * each group. Groups with fewer rows give no window, or one that is null with {@code handleInvalid}
 * keep. Split a table by group before windows are cut from it, or those of one group, which are
 * alike, are on both sides.
 *
 * <pre>
 * new SequenceAssembler()
 *     .setGroupCols(new String[] {"device"})
 *     .setTimeCol("at")
 *     .setInputCols(new String[] {"temperature", "vibration"})
 *     .setKeepCols(new String[] {"label"})
 *     .setOutputCol("features");
 * </pre>
 *
 * <p>On a stream it is an aggregation: use output mode complete or update.
 */
public final class SequenceAssembler extends Transformer implements DefaultParamsWritable {
  private static final long serialVersionUID = 1L;

  private final String uid;
  private final StageParams params;

  public SequenceAssembler() {
    this(Identifiable.randomUID("sequenceAssembler"));
  }

  public SequenceAssembler(String uid) {
    this.uid = uid;
    params =
        new StageParams(this)
            .columns("groupCols", "columns that identify a sequence")
            .column(
                "timeCol",
                "column that orders the rows of a sequence: timestamp, date or whole number",
                null)
            .columns("inputCols", "columns with the values of a step")
            .columns(
                "keepCols",
                "columns with one value per sequence, such as its label, to keep; of windows, that of the last row; missing columns are ignored")
            .like("window.lookback", "lookback")
            .like("window.stride", "stride")
            .words(
                "windows",
                "windows to cut if lookback is set: all, or the last of each group",
                List.of("all", "last"),
                "all")
            .column("outputCol", "column for the sequences", "features")
            .words(
                "handleInvalid",
                "treatment of values that are null or NaN: error, skip (drop the step) or keep",
                List.of("error", "skip", "keep"),
                "error")
            .speak("data.series-id", "groupCols")
            .speak("data.time", "timeCol")
            .speak("data.features", "inputCols")
            .speak("column to keep", "keepCols");
  }

  @Override
  public String uid() {
    return uid;
  }

  /** Columns that identify a sequence. */
  public StringArrayParam groupCols() {
    return params.texts("groupCols");
  }

  /** Columns that identify a sequence. */
  public String[] getGroupCols() {
    return getOrDefault(groupCols());
  }

  /** Columns that identify a sequence. Modified. */
  public SequenceAssembler setGroupCols(String[] value) {
    set(groupCols(), value);
    return this;
  }

  /** Column that orders the rows of a sequence. */
  public Param<String> timeCol() {
    return params.text("timeCol");
  }

  /** Column that orders the rows of a sequence. */
  public String getTimeCol() {
    return getOrDefault(timeCol());
  }

  /** Column that orders the rows of a sequence. Modified. */
  public SequenceAssembler setTimeCol(String value) {
    set(timeCol(), value);
    return this;
  }

  /** Columns with the values of a step. */
  public StringArrayParam inputCols() {
    return params.texts("inputCols");
  }

  /** Columns with the values of a step. */
  public String[] getInputCols() {
    return getOrDefault(inputCols());
  }

  /** Columns with the values of a step. Modified. */
  public SequenceAssembler setInputCols(String[] value) {
    set(inputCols(), value);
    return this;
  }

  /** Columns with one value per sequence, which are kept. */
  public StringArrayParam keepCols() {
    return params.texts("keepCols");
  }

  /** Columns with one value per sequence, which are kept. */
  public String[] getKeepCols() {
    return getOrDefault(keepCols());
  }

  /** Columns with one value per sequence, which are kept. Modified. */
  public SequenceAssembler setKeepCols(String[] value) {
    set(keepCols(), value);
    return this;
  }

  /** Rows of a window; 0 for whole sequences. */
  public IntParam lookback() {
    return params.whole("lookback");
  }

  /** Rows of a window; 0 for whole sequences. */
  public int getLookback() {
    return (int) getOrDefault(lookback());
  }

  /** Rows of a window; 0 for whole sequences. Modified. */
  public SequenceAssembler setLookback(int value) {
    set(lookback(), value);
    return this;
  }

  /** Rows between the last rows of neighbouring windows. */
  public IntParam stride() {
    return params.whole("stride");
  }

  /** Rows between the last rows of neighbouring windows. */
  public int getStride() {
    return (int) getOrDefault(stride());
  }

  /** Rows between the last rows of neighbouring windows. Modified. */
  public SequenceAssembler setStride(int value) {
    set(stride(), value);
    return this;
  }

  /** Windows to cut: all or last. */
  public Param<String> windows() {
    return params.text("windows");
  }

  /** Windows to cut: all or last. */
  public String getWindows() {
    return getOrDefault(windows());
  }

  /** Windows to cut: all or last. Modified. */
  public SequenceAssembler setWindows(String value) {
    set(windows(), value);
    return this;
  }

  /** Column for the sequences. */
  public Param<String> outputCol() {
    return params.text("outputCol");
  }

  /** Column for the sequences. */
  public String getOutputCol() {
    return getOrDefault(outputCol());
  }

  /** Column for the sequences. Modified. */
  public SequenceAssembler setOutputCol(String value) {
    set(outputCol(), value);
    return this;
  }

  /** Treatment of values that are null or NaN. */
  public Param<String> handleInvalid() {
    return params.text("handleInvalid");
  }

  /** Treatment of values that are null or NaN. */
  public String getHandleInvalid() {
    return getOrDefault(handleInvalid());
  }

  /** Treatment of values that are null or NaN. Modified. */
  public SequenceAssembler setHandleInvalid(String value) {
    set(handleInvalid(), value);
    return this;
  }

  /** Columns to keep that do not exist are ignored: tables to predict from have no label. */
  private SequenceAssembly assembly(StructType schema) {
    if (getGroupCols().length == 0 || getInputCols().length == 0 || !isDefined(timeCol())) {
      throw new IllegalArgumentException(
          "%s: groupCols, timeCol and inputCols must be set".formatted(uid));
    }
    return new SequenceAssembly(
        List.of(getGroupCols()),
        getTimeCol(),
        List.of(getInputCols()),
        Arrays.stream(getKeepCols()).filter(List.of(schema.fieldNames())::contains).toList(),
        getOutputCol(),
        StageParams.constant(SequenceAssembly.Missing.class, getHandleInvalid()));
  }

  private WindowAssembly windows(StructType schema) {
    return new WindowAssembly(
        assembly(schema), new WindowCut(List.of(getGroupCols()), getLookback(), getStride()));
  }

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    return params.speaking(
        () ->
            getLookback() == 0
                ? assembly(dataset.schema()).of(dataset, Table.DATA_FRAME)
                : windows(dataset.schema())
                    .windows(
                        dataset,
                        StageParams.constant(WindowAssembly.Which.class, getWindows()),
                        getHandleInvalid().equals("keep"),
                        Table.DATA_FRAME));
  }

  @Override
  public StructType transformSchema(StructType schema) {
    return params.speaking(
        () ->
            getLookback() == 0
                ? assembly(schema).schema(schema, Table.DATA_FRAME)
                : windows(schema).schema(schema, Table.DATA_FRAME));
  }

  @Override
  public SequenceAssembler copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  /** A reader of saved stages. */
  public static MLReader<SequenceAssembler> read() {
    return StageMetadata.reader();
  }

  /** Loads a saved stage. */
  public static SequenceAssembler load(String path) {
    return read().load(path);
  }
}
