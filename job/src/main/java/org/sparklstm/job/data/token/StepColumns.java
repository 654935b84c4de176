package org.sparklstm.job.data.token;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.DataConfig;

/**
 * The columns that a network reads at each step beside the token.
 *
 * @param numbers names of the columns that are numbers
 * @param classes names of the columns that are classes
 */
public record StepColumns(List<String> numbers, List<String> classes) implements Serializable {
  public StepColumns {
    numbers = List.copyOf(numbers);
    classes = List.copyOf(classes);
  }

  /**
   * The columns of a configuration.
   *
   * @throws UserException if one has two meanings, or none
   */
  static StepColumns of(DataConfig data) {
    requireDistinct("{data.features}", data.features());
    requireDistinct("{data.categorical}", data.categorical());
    List<String> numbers = new ArrayList<>(data.features());
    for (String name : numbers) {
      if (data.targets().contains(name)) {
        throw UserException.of(
            "{data.features} names '%s', which is the column of tokens ({data.targets}): the network reads it anyway; remove it from the features",
            name);
      }
    }
    for (String name : Stream.concat(numbers.stream(), data.categorical().stream()).toList()) {
      if (name.equals(data.label())) {
        throw UserException.of(
            "'%s' is {data.label}, and {data.features} or {data.categorical} too: the network would see the answer; remove it there",
            name);
      }
    }
    for (String name : data.categorical()) {
      if (!numbers.remove(name) && !data.seriesId().contains(name)) {
        throw UserException.of(
            "{data.categorical}: '%s' is neither in {data.features} nor in {data.series-id}; name it in one of them too",
            name);
      }
    }
    return new StepColumns(numbers, data.categorical());
  }

  private static void requireDistinct(String setting, List<String> names) {
    for (String name : names) {
      if (names.indexOf(name) < names.lastIndexOf(name)) {
        throw UserException.of(setting + " names '%s' twice: name it once", name);
      }
    }
  }

  /** Names of all columns: numbers, then classes. */
  public List<String> names() {
    return Stream.concat(numbers.stream(), classes.stream()).toList();
  }

  /** The key that names a column. */
  static String key(String name, List<String> ids) {
    return ids.contains(name) ? "data.series-id" : "data.features";
  }
}
