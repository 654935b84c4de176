package org.sparklstm.job.config;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A key of the configuration with everything that the Spark ML stages need to know of it. */
public final class KeyInfo {
  private static final List<KeyInfo> ALL =
      Keys.all(JobConfig.class, "").stream().map(KeyInfo::of).toList();

  private final String key;
  private final RecordComponent component;
  private final Setting setting;

  private KeyInfo(String key, RecordComponent component) {
    this.key = key;
    this.component = component;
    setting = component.getAnnotation(Setting.class);
  }

  /** All keys, in the order of the configuration. */
  public static List<KeyInfo> all() {
    return ALL;
  }

  public static boolean exists(String key) {
    return ALL.stream().anyMatch(info -> info.key.equals(key));
  }

  /** The key of that name, which must exist. */
  public static KeyInfo of(String key) {
    return new KeyInfo(key, Keys.component(JobConfig.class, key));
  }

  public String key() {
    return key;
  }

  /** Name of the param that stands for the key in stages of a task, if there is one. */
  public Optional<String> param(TaskKind task) {
    List<TaskKind> stages = Arrays.asList(setting.paramOf());
    boolean has = isFor(task) && (stages.isEmpty() || stages.contains(task));
    return Optional.of(setting.param()).filter(name -> has && !name.isEmpty());
  }

  /** How saved models keep the key. */
  public Setting.InModel inModel() {
    return setting.inModel();
  }

  /** Tasks that use the key. */
  public List<TaskKind> tasks() {
    return List.of(setting.tasks().length == 0 ? TaskKind.values() : setting.tasks());
  }

  /** Whether a task uses the key. */
  public boolean isFor(TaskKind task) {
    return tasks().contains(task);
  }

  boolean isRequiredBy(TaskKind task) {
    return Arrays.asList(setting.requiredBy()).contains(task);
  }

  /** The meaning of the key, in one line. */
  String meaning() {
    return setting.value();
  }

  /** The meaning of the key, with its range. */
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

  /** The default as a configuration file writes it; empty if there is no default. */
  public String defaultText() {
    return setting.or().equals(Setting.REQUIRED) ? "" : setting.or();
  }

  /** The default of levels of quantiles, as a param of Spark ML holds it. */
  public double[] defaultLevels() {
    return Levels.parse(defaultText()).orElseThrow().values().stream()
        .mapToDouble(level -> level)
        .toArray();
  }

  /** The words allowed, for keys whose values are words. */
  public List<String> constants() {
    return type().isEnum() ? Keys.constants(type()) : List.of();
  }

  /** The value of the key in a configuration. */
  Object valueIn(JobConfig config) {
    Object section = config;
    List<String> path = new ArrayList<>(List.of(key.split("\\.")));
    String name = path.remove(path.size() - 1);
    for (String step : path) {
      section = read(section, step);
    }
    return read(section, name);
  }

  private static Object read(Object section, String name) {
    try {
      return Keys.component(section.getClass(), name).getAccessor().invoke(section);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The value of the key in a configuration, as a param of Spark ML holds it, if it has one. */
  public Optional<Object> paramValue(JobConfig config) {
    Object value = valueIn(config);
    if (value instanceof Optional<?> optional) {
      return optional.map(present -> present);
    } else if (value instanceof OptionalInt optional) {
      return optional.isPresent() ? Optional.of(optional.getAsInt()) : Optional.empty();
    } else if (value instanceof Enum<?> constant) {
      return Optional.of(Keys.kebab(constant.name()));
    } else if (value instanceof List<?> list) {
      return Optional.of(list.toArray(String[]::new));
    } else if (value instanceof Levels levels) {
      return Optional.of(levels.values().stream().mapToDouble(level -> level).toArray());
    }
    return Optional.of(value);
  }

  boolean isDefault(Object value) {
    if (value instanceof Optional<?> optional) {
      return optional.isEmpty();
    } else if (value instanceof OptionalInt optional) {
      return optional.isEmpty();
    } else if (value instanceof Enum<?> constant) {
      return Keys.kebab(constant.name()).equals(defaultText());
    }
    return ConfigFile.isSame(value.toString(), defaultText());
  }

  /** The error in a value, if it is not allowed. */
  public Optional<String> complaint(Object value) {
    if (type().isEnum() && !constants().contains(value.toString())) {
      return Optional.of(
          "is %s, expected one of %s".formatted(value, String.join(", ", constants())));
    }
    return Ranges.check(component, value instanceof double[] levels ? Levels.of(levels) : value);
  }
}
