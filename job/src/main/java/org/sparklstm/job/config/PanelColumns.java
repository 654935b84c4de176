package org.sparklstm.job.config;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.sparklstm.core.sequence.CalendarFeature;
import org.sparklstm.job.UserException;

/**
 * The columns of a panel by what is known of them when. The network sees them in this order:
 * targets, past features, future features, static values, the calendar, classes known for the past
 * only, classes known through the horizon, and classes of series. Static values and classes of
 * series are the same in all rows of a series.
 *
 * @param calendar what is seen of the calendar; empty if the frequency of the rows tells that
 * @param hasClock whether something is seen of the calendar
 */
public record PanelColumns(
    List<String> targets,
    List<String> past,
    List<String> future,
    List<String> statics,
    List<CalendarFeature> calendar,
    boolean hasClock,
    List<String> pastClasses,
    List<String> futureClasses,
    List<String> seriesClasses)
    implements Serializable {

  /**
   * Name of the value that says what the calendar has of a row; see {@link CalendarFeature#clock}.
   */
  private static final String CLOCK = "data.calendar";

  static PanelColumns of(DataConfig data) {
    List<String> past = new ArrayList<>(data.features());
    past.removeAll(data.targets());
    past.removeAll(data.future());
    past.removeAll(data.statics());
    List<String> future = new ArrayList<>(data.future());
    List<String> statics = new ArrayList<>(data.statics());
    List<String> pastClasses = new ArrayList<>();
    List<String> futureClasses = new ArrayList<>();
    List<String> seriesClasses = new ArrayList<>();
    for (String name : data.categorical()) {
      if (past.remove(name)) {
        pastClasses.add(name);
      } else if (future.remove(name)) {
        futureClasses.add(name);
      } else if (statics.remove(name) || data.seriesId().contains(name)) {
        seriesClasses.add(name);
      } else {
        throw UserException.of(
            "{data.categorical}: '%s' is in none of {data.series-id}, {data.features}, {data.future} and {data.static}; name it in one of them too",
            name);
      }
    }
    List<CalendarFeature> calendar =
        data.hasAutoCalendar()
            ? List.of()
            : data.calendar().stream()
                .map(
                    name ->
                        CalendarFeature.parse(name)
                            .orElseThrow(
                                () ->
                                    UserException.of(
                                        "{data.calendar}: there is no '%s'; expected auto, or some of %s",
                                        name, CalendarFeature.names())))
                .toList();
    return new PanelColumns(
        data.targets(),
        past,
        future,
        statics,
        calendar,
        !data.calendar().isEmpty(),
        pastClasses,
        futureClasses,
        seriesClasses);
  }

  /** Names of the columns that are numbers of the table. */
  public List<String> numbers() {
    return Stream.of(targets, past, future, statics).flatMap(List::stream).toList();
  }

  /** The key that names a column of numbers. */
  public String key(String name) {
    if (targets.contains(name)) {
      return "data.targets";
    } else if (future.contains(name)) {
      return "data.future";
    }
    return statics.contains(name) ? "data.static" : "data.features";
  }

  /** Names of the columns that are classes. */
  public List<String> classes() {
    return Stream.of(pastClasses, futureClasses, seriesClasses).flatMap(List::stream).toList();
  }

  /** Names of all values that the table has of a row, in order. */
  public List<String> names() {
    List<String> clock = hasClock ? List.of(CLOCK) : List.of();
    return Stream.of(numbers(), clock, classes()).flatMap(List::stream).toList();
  }

  /** Index of the first value that is known through the horizon; those before are not. */
  public int firstKnown() {
    return targets.size() + past.size();
  }

  /** Index of the first static value. */
  public int firstStatic() {
    return firstKnown() + future.size();
  }

  /** Index of the clock, if there is one. */
  public int clock() {
    return firstStatic() + statics.size();
  }

  /** Index of the first class among the values. */
  public int firstClass() {
    return clock() + (hasClock ? 1 : 0);
  }

  /** Index of the first class of series. */
  private int firstSeriesClass() {
    return firstClass() + pastClasses.size() + futureClasses.size();
  }

  /** Indices of the values that are in each row. */
  public int[] ofRows() {
    return IntStream.range(0, firstSeriesClass())
        .filter(value -> value < firstStatic() || value >= clock())
        .toArray();
  }

  /** Indices of the values that are the same in all rows of a series. */
  public int[] ofSeries() {
    return IntStream.concat(
            IntStream.range(firstStatic(), clock()),
            IntStream.range(firstSeriesClass(), firstSeriesClass() + seriesClasses.size()))
        .toArray();
  }
}
