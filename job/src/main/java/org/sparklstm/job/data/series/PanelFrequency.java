package org.sparklstm.job.data.series;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.sparklstm.job.Message;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.DataConfig.Gaps;
import org.sparklstm.job.time.Frequency;
import org.sparklstm.job.time.FrequencyVote;
import org.sparklstm.job.time.Spacing;
import org.sparklstm.job.time.TimeAxis;
import org.sparklstm.job.time.Timeline;

/**
 * The frequency of the series of a table, and the series that deviate from it.
 *
 * @param deviating the series that deviate, in canonical order
 * @param series number of all series
 */
record PanelFrequency(Frequency frequency, List<Deviating> deviating, int series) {
  /** Largest number of series that a message names. */
  private static final int NAMED = 5;

  /**
   * A series that deviates.
   *
   * @param name the series as messages show it
   * @param first the row before the first deviation, as messages show it
   */
  record Deviating(String name, Timeline.Deviation deviation, String first) {
    private String show() {
      String gaps =
          deviation.gaps() == 0
              ? ""
              : "%s with %s missing in total, "
                  .formatted(count(deviation.gaps(), "gap"), count(deviation.missing(), "row"));
      String others =
          deviation.others() == 0
              ? ""
              : "beside %s of many lengths that were not looked at, "
                  .formatted(count(deviation.others(), "distance"));
      String odd =
          deviation.odd() == 0
              ? ""
              : "%s, "
                  .formatted(count(deviation.odd(), "distance") + " of no whole number of periods");
      return "%s (%s%s%sthe first after %s)".formatted(name, gaps, odd, others, first);
    }

    private static String count(long count, String noun) {
      return "%,d %s%s".formatted(count, noun, count == 1 ? "" : "s");
    }
  }

  /**
   * Finds the frequency.
   *
   * @param given the frequency that a model or the configuration gives
   * @throws UserException if the times are numbers that read as dates
   */
  static PanelFrequency of(
      SeriesColumns columns, List<SeriesSummary> series, Optional<Frequency> given) {
    TimeAxis axis = columns.axis();
    List<Spacing> spacings = series.stream().map(SeriesSummary::spacing).toList();
    if (given.isEmpty()) {
      refuseNumberedDates(columns, spacings);
    }
    Frequency frequency =
        given
            .map(known -> known.on(axis, columns.time().name()))
            .orElseGet(() -> FrequencyVote.of(axis, spacings));
    List<Deviating> deviating =
        series.stream()
            .map(
                one -> {
                  Timeline.Deviation deviation =
                      Timeline.of(axis, frequency, one.spacing()).deviation(one.spacing());
                  return deviation.isNone()
                      ? null
                      : new Deviating(
                          one.key().show(columns.seriesId()),
                          deviation,
                          axis.show(deviation.first()));
                })
            .filter(one -> one != null)
            .toList();
    return new PanelFrequency(frequency, deviating, series.size());
  }

  private static void refuseNumberedDates(SeriesColumns columns, List<Spacing> spacings) {
    String format = null;
    if (spacings.stream().allMatch(Spacing::readsAsMonths)) {
      format = "yyyyMM";
    } else if (spacings.stream().allMatch(Spacing::readsAsDays)) {
      format = "yyyyMMdd";
    }
    if (format != null) {
      String name = columns.time().name();
      throw UserException.of(
          "{data.time}: the whole numbers in column '%s' of %s read as dates (%s), and %s follows %s only by the calendar; convert them with a query such as SELECT to_date(CAST(`%s` AS STRING), '%s') AS `%s`, … , or set {data.frequency} = 1 if they are plain numbers",
          name,
          columns.table(),
          format,
          format.equals("yyyyMM") ? "202401" : "20240101",
          format.equals("yyyyMM") ? "202312" : "20231231",
          name,
          format,
          name);
    }
  }

  /** Warns of series that deviate; names some of them. */
  void warn(Gaps gaps, Consumer<Message> warnings) {
    Message treatment =
        gaps == Gaps.FILL
            ? Message.of("Missing rows are inserted ({data.gaps} = fill)")
            : Message.of(
                "Each row counts as one step; {data.gaps} = fill inserts the rows that are missing");
    if (!deviating.isEmpty()) {
      warnings.accept(
          Message.of(
              "the rows are %s apart ({data.frequency}), but %,d of %,d series deviate: %s%s. %s",
              frequency.text(), deviating.size(), series, named(NAMED), more(NAMED), treatment));
    }
  }

  private String named(int count) {
    return deviating.stream().limit(count).map(Deviating::show).collect(Collectors.joining("; "));
  }

  private String more(int count) {
    return deviating.size() > count ? "; and %,d more".formatted(deviating.size() - count) : "";
  }

  /** The frequency and the deviations in words. */
  String describe() {
    return deviating.isEmpty()
        ? frequency.text()
        : "%s; %,d of %,d series deviate: %s%s"
            .formatted(frequency.text(), deviating.size(), series, named(1), more(1));
  }
}
