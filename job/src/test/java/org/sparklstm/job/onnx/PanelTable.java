package org.sparklstm.job.onnx;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import org.sparklstm.job.config.Transform;

/**
 * A panel with all kinds of input, as CSV and as the inputs of an ONNX model, which are made here
 * from the pages of the documentation alone.
 */
final class PanelTable {
  static final int LAST_DAY = 120;
  static final List<String> STORES = List.of("a", "b", "c", "late", "silent", "new");
  private static final LocalDate START = LocalDate.of(2024, 1, 1);
  private static final List<String> WEATHER = List.of("rain", "snow", "sun");
  private static final List<String> EVENTS = List.of("fair", "sale");

  /** The mean of several of it is another number, so that their deviation is not 0. */
  private static final double CONSTANT = 12.96;

  private final boolean isComplete;
  private final int horizon;
  private final Map<String, Map<Integer, Day>> rows = new HashMap<>();

  /** A row; what is null is empty in the table. */
  private record Day(
      Double units, Double returns, Double visits, String sky, double price, String event) {}

  /**
   * @param isComplete whether all series have all rows and values; else one begins late, one is
   *     new, and values and rows are missing
   */
  PanelTable(boolean isComplete, int horizon) {
    this.isComplete = isComplete;
    this.horizon = horizon;
    Random random = new Random(3);
    for (String store : STORES) {
      if (!isComplete || STORES.indexOf(store) < 3) {
        rows.put(store, days(store, random));
      }
    }
  }

  private Map<Integer, Day> days(String store, Random random) {
    Map<Integer, Day> days = new HashMap<>();
    int first = store.equals("late") ? LAST_DAY - 4 : store.equals("new") ? LAST_DAY + 1 : 0;
    for (int day = first; day <= LAST_DAY + horizon; day++) {
      boolean isAhead = day > LAST_DAY;
      boolean isSilent = store.equals("silent") && day > LAST_DAY - 8;
      double level = 20 * Math.pow(4, STORES.indexOf(store));
      Double units = round(level * (1 + 0.3 * Math.sin(day * 0.9) + 0.2 * random.nextGaussian()));
      Double returns = round(level / 50 * random.nextGaussian());
      Double visits = round(100 + 10 * random.nextGaussian());
      String event = random.nextInt(3) == 0 ? EVENTS.get(random.nextInt(2)) : null;
      Day all =
          new Day(
              isAhead || isSilent || isMissing(random) ? null : units,
              isAhead || isSilent || isMissing(random) ? null : returns,
              isAhead || isMissing(random) || store.equals("late") ? null : visits,
              WEATHER.get(random.nextInt(3)),
              price(store, random),
              event == null ? "none" : event);
      boolean isEdge = isAhead || day == first || day == LAST_DAY;
      if (isEdge || isComplete || random.nextInt(6) > 0) {
        days.put(day, all);
      }
    }
    return days;
  }

  private boolean isMissing(Random random) {
    return random.nextInt(5) == 0 && !isComplete;
  }

  private static double round(double value) {
    return Math.rint(value * 1000) / 1000;
  }

  /** That of a late series does not vary. */
  private static double price(String store, Random random) {
    double price = round(5 + random.nextGaussian());
    return store.equals("late") ? CONSTANT : price;
  }

  private static double size(String store) {
    return 10 + STORES.indexOf(store);
  }

  private static String kind(String store) {
    return store.equals("b") ? "large" : "small";
  }

  List<String> stores() {
    return STORES.stream().filter(rows::containsKey).toList();
  }

  String csv() {
    return csv(LAST_DAY + horizon);
  }

  /** The table without what is known ahead. */
  String csvOfPast() {
    return csv(LAST_DAY);
  }

  private String csv(int last) {
    StringBuilder csv =
        new StringBuilder("store,time,units,returns,visits,sky,price,event,size,kind\n");
    for (String store : stores()) {
      rows.get(store).keySet().stream()
          .filter(day -> day <= last)
          .sorted()
          .forEach(
              day -> {
                Day row = rows.get(store).get(day);
                List<String> cells =
                    new ArrayList<>(List.of(store, START.plusDays(day).toString()));
                for (Object cell :
                    new Object[] {row.units(), row.returns(), row.visits(), row.sky()}) {
                  cells.add(cell == null ? "" : cell.toString());
                }
                cells.add(Double.toString(row.price()));
                cells.add(row.event());
                cells.add(Double.toString(size(store)));
                cells.add(kind(store));
                csv.append(String.join(",", cells)).append('\n');
              });
    }
    return csv.toString();
  }

  /**
   * Mean and deviation of what a series has of units, returns, visits and price up to the last day;
   * NaN of nothing.
   *
   * @param transform of units and returns
   */
  double[][] history(String store, Transform transform) {
    List<Day> past =
        rows.get(store).entrySet().stream()
            .filter(day -> day.getKey() <= LAST_DAY)
            .map(Map.Entry::getValue)
            .toList();
    List<Function<Day, Double>> columns =
        List.of(Day::units, Day::returns, Day::visits, Day::price);
    double[][] found = new double[2][columns.size()];
    for (int i = 0; i < columns.size(); i++) {
      Transform of = i < 2 ? transform : Transform.NONE;
      double[] values =
          past.stream()
              .map(columns.get(i))
              .filter(Objects::nonNull)
              .mapToDouble(of::apply)
              .toArray();
      double sum = 0;
      for (double value : values) {
        sum += value;
      }
      // of nothing, 0 / 0 is NaN
      found[0][i] = sum / values.length;
      double squares = 0;
      for (double value : values) {
        squares += (value - found[0][i]) * (value - found[0][i]);
      }
      found[1][i] = Math.sqrt(squares / values.length);
    }
    return found;
  }

  /** The row of a day, or that of the last day before it without what was measured. */
  private Day known(String store, int day) {
    Map<Integer, Day> days = rows.get(store);
    if (days.containsKey(day)) {
      return days.get(day);
    }
    int before = day;
    while (before >= 0 && !days.containsKey(before)) {
      before--;
    }
    // rows before the first one are not read: what they hold must not matter
    Day last = before < 0 ? new Day(1e9, -1e9, 1e9, "sun", 1e9, "fair") : days.get(before);
    return before < 0 ? last : new Day(null, null, null, last.sky(), last.price(), last.event());
  }

  private static double number(Double value) {
    return value == null ? Double.NaN : value;
  }

  private static long code(List<String> vocabulary, String value) {
    return vocabulary.indexOf(value) + 1L;
  }

  /** Sine and cosine of the day of the week and of its double. */
  private static double[] dayOfWeek(int day) {
    double angle = 2 * Math.PI * (START.plusDays(day).getDayOfWeek().getValue() - 1) / 7;
    return new double[] {
      Math.sin(angle), Math.cos(angle), Math.sin(2 * angle), Math.cos(2 * angle)
    };
  }

  /**
   * The inputs of a model.
   *
   * @param past rows before the forecast
   * @param ahead rows of the horizon that the model reads
   * @param vocabularies the values of the classes, by column
   */
  Map<String, Object> inputs(int past, int ahead, Map<String, List<String>> vocabularies) {
    List<String> stores = stores();
    int count = stores.size();
    double[][][] targets = new double[count][past][];
    double[][][] features = new double[count][past][];
    long[][][] featureClasses = new long[count][past][];
    double[][][] future = new double[count][past + ahead][];
    long[][][] futureClasses = new long[count][past + ahead][];
    double[][][] calendar = new double[count][past + ahead][];
    double[][] statics = new double[count][];
    long[][] staticClasses = new long[count][];
    long[] history = new long[count];
    for (int b = 0; b < count; b++) {
      String store = stores.get(b);
      int first = rows.get(store).keySet().stream().mapToInt(day -> day).min().orElseThrow();
      history[b] = Math.max(0, LAST_DAY + 1 - first);
      for (int t = 0; t < past + ahead; t++) {
        int day = LAST_DAY + 1 - past + t;
        Day row = known(store, day);
        if (t < past) {
          targets[b][t] = new double[] {number(row.units()), number(row.returns())};
          features[b][t] = new double[] {number(row.visits())};
          featureClasses[b][t] =
              new long[] {code(vocabularies.getOrDefault("sky", List.of()), row.sky())};
        }
        future[b][t] = new double[] {row.price()};
        futureClasses[b][t] =
            new long[] {code(vocabularies.getOrDefault("event", List.of()), row.event())};
        calendar[b][t] = dayOfWeek(day);
      }
      statics[b] = new double[] {size(store)};
      staticClasses[b] =
          new long[] {
            code(vocabularies.getOrDefault("kind", List.of()), kind(store)),
            code(vocabularies.getOrDefault("store", List.of()), store)
          };
    }
    Map<String, Object> inputs = new HashMap<>();
    inputs.put("targets", targets);
    inputs.put("features", features);
    inputs.put("feature_classes", featureClasses);
    inputs.put("future", future);
    inputs.put("future_classes", futureClasses);
    inputs.put("calendar", calendar);
    inputs.put("static", statics);
    inputs.put("static_classes", staticClasses);
    if (!isComplete) {
      inputs.put("history", history);
    }
    return inputs;
  }
}
