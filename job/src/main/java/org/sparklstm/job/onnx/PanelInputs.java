package org.sparklstm.job.onnx;

import static org.sparklstm.job.onnx.OnnxGraph.attribute;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sparklstm.core.sequence.Baseline;
import org.sparklstm.core.sequence.PanelSpec;
import org.sparklstm.core.sequence.WindowReader;
import org.sparklstm.core.sequence.WindowScale;
import org.sparklstm.core.sequence.WindowSpec;
import org.sparklstm.job.config.DataConfig;
import org.sparklstm.job.config.PanelColumns;
import org.sparklstm.job.config.Transform;
import org.sparklstm.job.data.table.SeriesScales;
import org.sparklstm.job.data.table.Statistics;

/**
 * Declares the inputs of a panel's graph, in users' units, and adds what turns them into values as
 * the core stores them. Inputs without columns do not exist.
 *
 * <table>
 * <caption>Inputs; {@code rows} is {@link #rows}, and {@code steps} are rows and horizon, or rows
 * only if the network does not read through the horizon</caption>
 * <tr><td>{@code targets}, {@code features}</td><td>(batch, rows, columns), float64; NaN where a
 * model with {@code data.gaps = fill} has not observed a value</td></tr>
 * <tr><td>{@code future}, {@code calendar}</td><td>(batch, steps, columns), float64</td></tr>
 * <tr><td>{@code static}</td><td>(batch, columns), float64</td></tr>
 * <tr><td>{@code feature_classes}</td><td>(batch, rows, columns), int64; numbers of the vocabulary
 * from 1, 0 for unknown ones</td></tr>
 * <tr><td>{@code future_classes}</td><td>(batch, steps, columns), int64</td></tr>
 * <tr><td>{@code static_classes}</td><td>(batch, columns), int64</td></tr>
 * <tr><td>{@code history}</td><td>(batch), int64, of models with {@code data.gaps = fill}: the
 * number of last rows that a series has; those before them are not read</td></tr>
 * <tr><td>{@code series_means}, {@code series_deviations}</td><td>(batch, columns), float64, of
 * models that measure series by their own mean and deviation: those of the model, or of the
 * history; the panel's stand for a mean that is NaN, a deviation of values that are all equal, and for all
 * if a target has no mean</td></tr>
 * <tr><td>{@code series_levels}</td><td>(batch, targets), float64, of models that measure windows
 * by their level: what stands for it where a lookback has none; the panel's stands for NaN</td></tr>
 * </table>
 */
final class PanelInputs {
  private static final String BATCH = "batch";
  private static final String LEVELS = "series_levels";

  private final OnnxGraph graph;
  private final WindowSpec windows;
  private final PanelSpec panel;
  private final PanelColumns columns;
  private final Statistics statistics;
  private final Map<String, List<String>> named = new LinkedHashMap<>();

  /** The number of last rows that a series has (B, 1); empty if it has all. */
  private final String history;

  /** What series are measured by, or null if that is not their own mean and deviation. */
  private final OnnxSeriesScales scales;

  PanelInputs(OnnxGraph graph, WindowReader reader, DataConfig data, Statistics statistics) {
    this.graph = graph;
    this.statistics = statistics;
    windows = reader.spec();
    panel = reader.panel().orElseThrow();
    columns = data.panel();
    history = panel.masked() ? history() : "";
    scales = statistics.seriesScales().map(found -> scales(found, reader)).orElse(null);
  }

  private String history() {
    String given = graph.input("history", DataType.INT64, BATCH);
    String bounded =
        graph.node(
            "Min", List.of(graph.node("Max", List.of(given, graph.longs(0))), graph.longs(rows())));
    return graph.unsqueeze(bounded, 1);
  }

  private OnnxSeriesScales scales(SeriesScales found, WindowReader reader) {
    int from = reader.scale() == WindowScale.SERIES ? 0 : columns.targets().size();
    int to = found.features() ? columns.firstStatic() : columns.targets().size();
    List<String> measured = columns.numbers().subList(from, to);
    named.put(OnnxSeriesScales.MEANS, measured);
    named.put(OnnxSeriesScales.DEVIATIONS, measured);
    return new OnnxSeriesScales(graph, found.panel(), columns.targets().size(), from, to);
  }

  /** What the targets of a series are measured by, if that is their own mean and deviation. */
  OnnxSeriesScales scales() {
    return scales;
  }

  /** The level of each target where a window has none (B, 1, targets); null without such. */
  String levels() {
    if (!panel.scale().isOfWindow()) {
      return null;
    }
    List<String> targets = columns.targets();
    named.put(LEVELS, targets);
    String given =
        graph.cast(graph.input(LEVELS, DataType.DOUBLE, BATCH, targets.size()), DataType.FLOAT);
    String usual =
        graph.node(
            "Where",
            List.of(
                graph.node("IsNaN", List.of(given)),
                graph.floats(panel.levels(), 1, targets.size()),
                given));
    return graph.unsqueeze(usual, 1);
  }

  /** Names of the columns of each input, in order. */
  Map<String, List<String>> named() {
    return named;
  }

  /** Rows before the horizon that a forecast depends on. */
  int rows() {
    boolean readsFurther =
        windows.baseline() == Baseline.SEASONAL
            || (windows.baseline() == Baseline.LAST && panel.masked());
    return readsFurther ? windows.history() : windows.lookback();
  }

  /** Steps of the horizon that the network reads. */
  int ahead() {
    return panel.decoder() == PanelSpec.Decoder.THROUGH ? windows.horizon() : 0;
  }

  /** Steps that the network reads. */
  int steps() {
    return windows.lookback() + ahead();
  }

  private String values(String name, List<String> names, int length) {
    named.put(name, names);
    return graph.input(name, DataType.DOUBLE, BATCH, length, names.size());
  }

  private String numbers(String name, List<String> names, Object... shape) {
    named.put(name, names);
    return graph.input(name, DataType.INT64, shape);
  }

  /**
   * Targets as they are stored, and which were observed.
   *
   * @param stored (B, rows, targets), float32; 0 where not observed
   * @param observed of the same shape, float32; 1 or 0
   */
  record Targets(String stored, String observed) {}

  Targets targets() {
    int count = columns.targets().size();
    String given = values("targets", columns.targets(), rows());
    Transform transform =
        statistics.units() == null ? Transform.NONE : statistics.units().transform();
    String stored = standardised(new OnnxTransform(graph).apply(transform, given), 0, count);
    if (!panel.masked()) {
      String shape = graph.node("Shape", List.of(stored));
      return new Targets(
          stored, graph.node("Expand", List.of(graph.floats(new float[] {1}), shape)));
    }
    String isSeen =
        graph.node("And", List.of(graph.node("Not", List.of(isMissing(given))), isInHistory()));
    return new Targets(
        graph.node("Where", List.of(isSeen, stored, zero())), graph.cast(isSeen, DataType.FLOAT));
  }

  private String zero() {
    return graph.floats(new float[] {0});
  }

  /** Null and infinity: the difference of such a value with itself is no number. */
  private String isMissing(String value) {
    return graph.node("IsNaN", List.of(graph.node("Sub", List.of(value, value))));
  }

  /** Whether a row belongs to the series (B, rows, 1). */
  private String isInHistory() {
    long[] toEnd = new long[rows()];
    for (int row = 0; row < toEnd.length; row++) {
      toEnd[row] = (long) rows() - row;
    }
    return graph.unsqueeze(graph.node("LessOrEqual", List.of(graph.longs(toEnd), history)), 2);
  }

  /** Steps of each sequence that the network reads (B), int64; empty if all have all. */
  String lengths() {
    if (history.isEmpty()) {
      return "";
    }
    String read = graph.node("Min", List.of(history, graph.longs(windows.lookback())));
    return graph.reshape(graph.node("Add", List.of(read, graph.longs(ahead()))), -1);
  }

  /** Past features of the lookback, and zeros for the horizon (B, steps, past); may be empty. */
  List<String> features() {
    List<String> names = columns.past();
    if (names.isEmpty()) {
      return List.of();
    }
    String given = values("features", names, rows());
    return List.of(
        graph.padded(
            lookback(filled(given, columns.targets().size(), names.size())), 3, 0, ahead()));
  }

  /** Features that are known through the horizon (B, steps, …), in parts. */
  List<String> known() {
    List<String> parts = new ArrayList<>();
    List<String> future = columns.future();
    List<String> statics = columns.statics();
    if (!future.isEmpty()) {
      String given = values("future", future, rows() + ahead());
      parts.add(lookback(filled(given, columns.firstKnown(), future.size())));
    }
    if (!statics.isEmpty()) {
      named.put("static", statics);
      String given = graph.input("static", DataType.DOUBLE, BATCH, statics.size());
      String stored = orZero(given, standardised(given, columns.firstStatic(), statics.size()));
      parts.add(everywhere(graph.unsqueeze(stored, 1)));
    }
    List<String> channels =
        panel.calendar().stream().flatMap(one -> one.channels().stream()).toList();
    if (!channels.isEmpty()) {
      String given = values("calendar", channels, rows() + ahead());
      parts.add(lookback(graph.cast(given, DataType.FLOAT)));
    }
    return parts;
  }

  /** The class numbers of each embedding (B, steps), in order. */
  List<String> classes() {
    List<String> future = columns.futureClasses();
    List<String> statics = columns.seriesClasses();
    Map<String, String> byName = new LinkedHashMap<>();
    forEach(
        "feature_classes",
        columns.pastClasses(),
        List.of(BATCH, rows(), columns.pastClasses().size()),
        (name, one) -> byName.put(name, graph.padded(lookback(one), 2, 0, ahead())));
    forEach(
        "future_classes",
        future,
        List.of(BATCH, rows() + ahead(), future.size()),
        (name, one) -> byName.put(name, lookback(one)));
    forEach(
        "static_classes",
        statics,
        List.of(BATCH, statics.size()),
        (name, one) -> byName.put(name, graph.expand(graph.unsqueeze(one, 1), 1, steps())));
    return columns.classes().stream().map(byName::get).toList();
  }

  /** Takes the class numbers of one column. */
  private interface ClassTaker {
    void take(String column, String numbers);
  }

  private void forEach(String input, List<String> names, List<Object> shape, ClassTaker taker) {
    if (names.isEmpty()) {
      return;
    }
    String given = numbers(input, names, shape.toArray());
    // others count missing ones as -1
    String atLeastZero = graph.node("Max", List.of(given, graph.longs(0)));
    for (int i = 0; i < names.size(); i++) {
      String one =
          graph.node(
              "Gather",
              List.of(atLeastZero, graph.scalar(i)),
              attribute("axis", shape.size() - 1L));
      taker.take(names.get(i), one);
    }
  }

  /** Repeats a value of a window (B, 1, …) in every step. */
  String everywhere(String value) {
    return graph.expand(value, 1, steps(), 1);
  }

  /** The rows of the lookback, and those of the horizon if there are any. */
  String lookback(String rows) {
    return windows.lookback() == rows()
        ? rows
        : graph.slice(rows, 1, rows() - windows.lookback(), Long.MAX_VALUE);
  }

  /** Stored features; of a masked panel 0 where a value is missing. */
  private String filled(String value, int from, int count) {
    String stored = standardised(value, from, count);
    String known = panel.masked() ? orZero(value, stored) : stored;
    if (scales == null || !scales.has(from)) {
      return known;
    }
    String measured = scales.measured(known, from, count);
    // what was not observed stays 0; what is known ahead is measured like any other value
    return panel.masked() && from < columns.firstKnown() ? orZero(value, measured) : measured;
  }

  private String orZero(String value, String stored) {
    return graph.node("Where", List.of(isMissing(value), zero(), stored));
  }

  private String standardised(String value, int from, int count) {
    return OnnxScaling.standardised(graph, statistics, value, from, count);
  }
}
