package org.sparklstm.job.task;

import java.util.List;
import java.util.Map;
import org.sparklstm.job.Json;

/** Errors on a held-out span beside those of a naive answer, for programs and for people. */
public interface Report {
  /** Name of the file of errors by series. */
  String BY_SERIES = "errors-by-series.csv";

  /** The errors in the units that the network is trained in. */
  Json standardised();

  /** The errors in the units of the table, or null if there are no other units. */
  Json originalUnits();

  /**
   * The error by which models are compared on the same span, in units that are the same for all
   * models.
   *
   * @param scales scales of the columns or the label, by which errors in their units are divided
   */
  Criterion criterion(Map<String, Double> scales);

  /** Whether the model is better than the naive answer; the verdict says why. */
  boolean isUseful();

  /** Tables of details, text by name of the file. */
  default Map<String, String> tables() {
    return Map.of();
  }

  /** Number of examples judged. */
  long examples();

  /** The verdict, in one sentence. */
  String verdict();

  /** The most important figures. */
  List<Figure> figures();

  /** Data of the charts. */
  Json detail();

  /** A table of the errors with the verdict, for the console. */
  List<String> lines();

  /**
   * A figure of the report.
   *
   * @param value value as text
   * @param beside a figure to compare it with, or empty
   */
  record Figure(String name, String value, String beside) {}
}
