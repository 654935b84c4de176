package org.sparklstm.job.config;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.sparklstm.job.UserException;

/** Checks numbers against the ranges of their {@link Setting}. */
final class Ranges {
  private Ranges() {}

  /**
   * Checks a section, in its compact constructor.
   *
   * @param values values of the section's components, in order
   * @throws UserException if a value is out of range; names its key
   */
  static void check(Class<? extends Record> section, String prefix, Object... values) {
    RecordComponent[] components = section.getRecordComponents();
    for (int i = 0; i < values.length; i++) {
      String key = Keys.join(prefix, Keys.kebab(components[i].getName()));
      check(components[i], values[i])
          .ifPresent(
              error -> {
                throw UserException.of("{" + key + "} %s", error);
              });
    }
  }

  /** The error in a value, if it is out of range. */
  static Optional<String> check(RecordComponent component, Object value) {
    Setting setting = component.getAnnotation(Setting.class);
    double number;
    if (value instanceof Levels levels) {
      return Levels.complaint(levels);
    }
    if (value instanceof Number given) {
      number = given.doubleValue();
    } else if (value instanceof OptionalInt given && given.isPresent()) {
      number = given.getAsInt();
    } else {
      return Optional.empty();
    }
    boolean inside =
        number >= setting.min()
            && number <= setting.max()
            && number > setting.above()
            && number < setting.below();
    return inside || unlimited(setting)
        ? Optional.empty()
        : Optional.of("is %s, expected %s".formatted(value(value), describe(setting)));
  }

  private static String value(Object value) {
    return value instanceof OptionalInt given ? "" + given.getAsInt() : value.toString();
  }

  private static boolean unlimited(Setting setting) {
    return describe(setting).isEmpty();
  }

  /** The range in words; empty if every number is allowed. */
  static String describe(Setting setting) {
    List<String> parts = new ArrayList<>();
    if (setting.min() != Double.NEGATIVE_INFINITY) {
      parts.add("at least " + shortest(setting.min()));
    }
    if (setting.above() != Double.NEGATIVE_INFINITY) {
      parts.add("above " + shortest(setting.above()));
    }
    if (setting.max() != Double.POSITIVE_INFINITY) {
      parts.add("at most " + shortest(setting.max()));
    }
    if (setting.below() != Double.POSITIVE_INFINITY) {
      parts.add("below " + shortest(setting.below()));
    }
    return String.join(" and ", parts);
  }

  private static String shortest(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }
}
