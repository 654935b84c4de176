package org.sparklstm.job.config;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Optional;

/** What there is to know of a configuration key: for other doors to the same settings. */
public final class KeyInfo {
  private final String key;
  private final RecordComponent component;
  private final Setting setting;

  private KeyInfo(String key, RecordComponent component) {
    this.key = key;
    this.component = component;
    setting = component.getAnnotation(Setting.class);
  }

  /** The key of that name, which must be there. */
  public static KeyInfo of(String key) {
    return new KeyInfo(key, Keys.component(JobConfig.class, key));
  }

  public String key() {
    return key;
  }

  /** What it means, with what may be given. */
  public String description() {
    List<String> constants = constants();
    if (!constants.isEmpty() && !setting.value().contains(constants.get(0))) {
      return setting.value() + " (" + String.join(", ", constants) + ")";
    }
    String range = Ranges.describe(setting);
    return range.isEmpty() ? setting.value() : setting.value() + " (" + range + ")";
  }

  /** The type of its values, in Java. */
  public Class<?> type() {
    return component.getType();
  }

  /** The default as it is written in a file; empty where there is none. */
  public String defaultText() {
    return setting.or().equals(Setting.REQUIRED) ? "" : setting.or();
  }

  /** What may be given, where these are words. */
  public List<String> constants() {
    return type().isEnum() ? Keys.constants(type()) : List.of();
  }

  /** What is wrong with a value, if anything. */
  public Optional<String> complaint(Object value) {
    if (type().isEnum() && !constants().contains(value.toString())) {
      return Optional.of(
          "is %s, expected one of %s".formatted(value, String.join(", ", constants())));
    }
    return Ranges.check(component, value);
  }
}
