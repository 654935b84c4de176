package org.sparklstm.job.config;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.sparklstm.job.UserException;
import org.sparklstm.job.time.CalendarFeature;

/**
 * The columns of a panel by what is known of them when. The network sees them in this order:
 * targets, past features, features known through the horizon (of the table, then of the calendar),
 * classes known for the past only, classes known through the horizon.
 *
 * @param known numbers of the table: future and static columns
 */
public record PanelColumns(
    List<String> targets,
    List<String> past,
    List<String> known,
    List<CalendarFeature> calendar,
    List<String> pastClasses,
    List<String> knownClasses)
    implements Serializable {

  static PanelColumns of(DataConfig data) {
    List<String> ahead = new ArrayList<>(data.future());
    ahead.addAll(data.statics());
    List<String> past = new ArrayList<>(data.features());
    past.removeAll(data.targets());
    past.removeAll(ahead);
    List<String> known = new ArrayList<>(ahead);
    List<String> pastClasses = new ArrayList<>();
    List<String> knownClasses = new ArrayList<>();
    for (String name : data.categorical()) {
      if (past.remove(name)) {
        pastClasses.add(name);
      } else if (known.remove(name) || data.seriesId().contains(name)) {
        knownClasses.add(name);
      } else {
        throw UserException.of(
            "{data.categorical}: '%s' is in none of {data.series-id}, {data.features}, {data.future} and {data.static}; name it in one of them too",
            name);
      }
    }
    List<CalendarFeature> calendar =
        data.calendar().stream()
            .map(
                name ->
                    CalendarFeature.parse(name)
                        .orElseThrow(
                            () ->
                                UserException.of(
                                    "{data.calendar}: there is no '%s'; expected some of %s",
                                    name, CalendarFeature.names())))
            .toList();
    return new PanelColumns(data.targets(), past, known, calendar, pastClasses, knownClasses);
  }

  /** Names of the columns that are numbers of the table. */
  public List<String> numbers() {
    return Stream.of(targets, past, known).flatMap(List::stream).toList();
  }

  /** Names of the columns that are classes. */
  public List<String> classes() {
    return Stream.of(pastClasses, knownClasses).flatMap(List::stream).toList();
  }

  private List<String> channels() {
    return calendar.stream().flatMap(one -> one.channels().stream()).toList();
  }

  /** Names of all values of a row, as the network sees them. */
  public List<String> names() {
    return Stream.of(numbers(), channels(), classes()).flatMap(List::stream).toList();
  }

  /** Number of features that are known through the horizon, those of the calendar included. */
  public int knownCount() {
    return known.size() + CalendarFeature.CHANNELS * calendar.size();
  }

  /** Index of the first value that is known through the horizon; those before are not. */
  public int firstKnown() {
    return targets.size() + past.size();
  }

  /** Index of the first class among the values. */
  public int firstClass() {
    return firstKnown() + knownCount();
  }
}
