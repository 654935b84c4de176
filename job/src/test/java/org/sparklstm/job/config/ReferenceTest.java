package org.sparklstm.job.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.sparklstm.job.UserException;

/** The reference page, the reader of files and the checking constructors agree. */
class ReferenceTest {
  private static final Map<String, Object> LEAST =
      Map.of(
          "data.time",
          "t",
          "data.targets",
          List.of("y"),
          "window.lookback",
          2,
          "window.horizon",
          1);

  private static final List<ConfigReference.Key> KEYS = ConfigReference.keys(JobConfig.class, "");

  private static JobConfig with(String key, Object value) {
    Map<String, Object> values = new LinkedHashMap<>(LEAST);
    values.put(key, value);
    return ConfigFile.of(values);
  }

  @Test
  void thePageIsUpToDate() throws IOException {
    assertThat(Files.readString(Path.of("../conf/REFERENCE.md")))
        .as("write it again: lstm-job.jar keys --markdown > conf/REFERENCE.md")
        .isEqualTo(ConfigReference.markdown());
  }

  @Test
  void thePageHasEveryKey() {
    assertThat(KEYS.stream().map(ConfigReference.Key::name))
        .containsExactlyInAnyOrderElementsOf(Keys.all(JobConfig.class, ""));
    assertThat(KEYS).allSatisfy(key -> assertThat(key.meaning()).isNotBlank());
    for (ConfigReference.Key key : KEYS) {
      assertThat(ConfigReference.text("")).contains(key.name() + "  (");
    }
    assertThat(ConfigReference.text("checkpoint.k"))
        .isEqualTo(
            "checkpoint.keep  (whole number; at least 1; default 3)%n    number of newest checkpoints to keep%n"
                .formatted());
  }

  @Test
  void theDefaultsAreThoseOfAnEmptyFile() {
    Map<String, Object> values = ConfigFile.values(ConfigFile.of(LEAST));
    for (ConfigReference.Key key : KEYS) {
      if (!LEAST.containsKey(key.name()) && values.containsKey(key.name())) {
        assertThat(ConfigFile.isSame(values.get(key.name()).toString(), key.defaultText()))
            .as("%s is %s", key, values.get(key.name()))
            .isTrue();
      }
    }
  }

  @Test
  void theWordsAreThoseThatTheReaderAccepts() {
    for (ConfigReference.Key key : KEYS) {
      if (key.type().equals("word")) {
        assertThatThrownBy(() -> with(key.name(), "nonsense"))
            .isInstanceOf(UserException.class)
            .hasMessageContaining(
                key.name() + " is \"nonsense\", expected one of " + key.range().replace("`", ""));
      }
    }
  }

  @Test
  void theRangesAreThoseOfTheReaderAndTheConstructors() {
    int tried = 0;
    for (ConfigReference.Key key : KEYS) {
      RecordComponent component = Keys.component(JobConfig.class, key.name());
      Setting setting = component.getAnnotation(Setting.class);
      for (double bad : outside(setting, component.getType())) {
        Object value = component.getType() == double.class ? (Object) bad : (Object) (long) bad;
        assertThat(key.range()).isNotEmpty();
        assertThatThrownBy(() -> with(key.name(), value))
            .as("%s = %s", key.name(), value)
            .isInstanceOf(UserException.class)
            .hasMessageContaining(key.name() + " is ")
            .hasMessageContaining("expected " + key.range());
        assertThatThrownBy(() -> construct(component, key.name(), bad))
            .as("%s = %s", key.name(), value)
            .isInstanceOf(UserException.class)
            .hasMessageContaining(key.name() + " is ")
            .hasMessageContaining("expected " + key.range());
        tried++;
      }
    }
    assertThat(tried).isGreaterThan(30);
  }

  /** Values just outside each end of a range. */
  private static List<Double> outside(Setting setting, Class<?> type) {
    double step = type == double.class ? 1e-3 : 1;
    List<Double> values = new ArrayList<>();
    if (setting.min() != Double.NEGATIVE_INFINITY) {
      values.add(setting.min() - step);
    }
    if (setting.above() != Double.NEGATIVE_INFINITY) {
      values.add(setting.above());
    }
    if (setting.max() != Double.POSITIVE_INFINITY) {
      values.add(setting.max() + step);
    }
    if (setting.below() != Double.POSITIVE_INFINITY) {
      values.add(setting.below());
    }
    return values;
  }

  /** Calls the constructor of a section with its defaults and one value that is out of range. */
  private static void construct(RecordComponent bad, String key, double value) throws Throwable {
    Class<?> section = bad.getDeclaringRecord();
    Record defaults = section(ConfigFile.of(LEAST), key);
    RecordComponent[] components = section.getRecordComponents();
    Object[] arguments = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      arguments[i] =
          components[i].getName().equals(bad.getName())
              ? number(bad.getType(), value)
              : components[i].getAccessor().invoke(defaults);
    }
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Constructor<?> constructor = section.getDeclaredConstructor(types);
    try {
      constructor.newInstance(arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static Object number(Class<?> type, double value) {
    if (type == int.class) {
      return (int) value;
    } else if (type == long.class) {
      return (long) value;
    } else if (type == OptionalInt.class) {
      return OptionalInt.of((int) value);
    }
    return value;
  }

  private static Record section(Record whole, String key) throws ReflectiveOperationException {
    Record section = whole;
    String[] names = key.split("\\.", -1);
    for (int i = 0; i < names.length - 1; i++) {
      for (RecordComponent component : section.getClass().getRecordComponents()) {
        if (Keys.kebab(component.getName()).equals(names[i])) {
          section = (Record) component.getAccessor().invoke(section);
          break;
        }
      }
    }
    return section;
  }
}
