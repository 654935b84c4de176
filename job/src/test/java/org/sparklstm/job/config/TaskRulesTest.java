package org.sparklstm.job.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sparklstm.job.UserException;
import org.sparklstm.job.Wording;

/** Errors name each key that is missing, belongs to another task, or has an unsuitable value. */
class TaskRulesTest {

  /** The keys that a task requires, and no others. */
  private static Map<String, Object> least(TaskKind task) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("task", task.toString());
    if (task == TaskKind.FORECAST) {
      values.put("data.time", "t");
      values.put("data.targets", List.of("y"));
      values.put("window.lookback", 2);
      values.put("window.horizon", 1);
    } else if (task == TaskKind.NEXT) {
      values.put("data.targets", List.of("page"));
    } else if (task == TaskKind.TAG) {
      values.put("data.targets", List.of("word"));
      values.put("data.label", "kind");
    } else {
      values.put("data.features", List.of("v"));
      values.put("data.label", "kind");
    }
    return values;
  }

  private static JobConfig with(TaskKind task, String key, Object value) {
    Map<String, Object> values = least(task);
    values.put(key, value);
    if (key.endsWith("-from") && task == TaskKind.FORECAST) {
      values.put("data.split.unit", "date");
    }
    if (value.equals("negative-binomial") && task == TaskKind.FORECAST) {
      values.put("data.scale", "window");
      values.put("window.baseline", "none");
    }
    return ConfigFile.of(values);
  }

  private static UserException refusal(TaskKind task, String key, Object value) {
    UserException refused = catchThrowableOfType(UserException.class, () -> with(task, key, value));
    assertThat(refused).as("%s with %s = %s", task, key, value).isNotNull();
    return refused;
  }

  /** A value that a key may have and that is not its default. */
  private static Object another(KeyInfo key) {
    Class<?> type = key.type();
    if (key.key().equals("data.frequency")) {
      return "P1D";
    } else if (type == String.class || type == Optional.class) {
      return "something";
    } else if (type == List.class) {
      return List.of("something");
    } else if (type == Levels.class) {
      return List.of(0.25);
    } else if (type.isEnum()) {
      return key.constants().stream()
          .filter(constant -> !constant.equals(key.defaultText()))
          .findFirst()
          .orElseThrow();
    } else if (type == boolean.class) {
      return !Boolean.parseBoolean(key.defaultText());
    } else if (type == double.class) {
      return 0.5;
    } else if (type == int.class || type == long.class || type == OptionalInt.class) {
      return 7;
    }
    throw new AssertionError("no other value for %s of %s".formatted(key.key(), type));
  }

  /** The keys whose names a message asks a door for. */
  private static List<String> asked(UserException refused) {
    List<String> keys = new ArrayList<>();
    refused
        .said()
        .in(
            new Wording() {
              @Override
              public String setting(String key) {
                keys.add(key);
                return key;
              }

              @Override
              public String assignment(String key, String value) {
                keys.add(key);
                return key;
              }
            });
    return keys;
  }

  @ParameterizedTest
  @EnumSource(TaskKind.class)
  void theLeastThatATaskNeedsIsEnough(TaskKind task) {
    assertThat(ConfigFile.of(least(task)).task()).isEqualTo(task);
  }

  @ParameterizedTest
  @EnumSource(TaskKind.class)
  void aKeyThatATaskNeedsIsNamedWithItsMeaning(TaskKind task) {
    int tried = 0;
    for (String key : least(task).keySet()) {
      Map<String, Object> values = least(task);
      values.remove(key);
      if (!key.equals("task")) {
        UserException refused =
            catchThrowableOfType(UserException.class, () -> ConfigFile.of(values));
        assertThat(refused).as("%s without %s", task, key).isNotNull();
        assertThat(refused).hasMessageContainingAll(key, KeyInfo.of(key).meaning());
        assertThat(asked(refused)).containsExactly(key);
        tried++;
      }
    }
    assertThat(tried).isEqualTo(least(task).size() - 1);
  }

  @Test
  void aKeyThatIsGivenItsDefaultIsNotGiven() {
    assertThatThrownBy(() -> with(TaskKind.FORECAST, "window.lookback", 0))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("window.lookback");
    assertThat(with(TaskKind.REGRESS, "data.targets", List.of()).data().targets()).isEmpty();
    assertThat(with(TaskKind.REGRESS, "train.label-smoothing", "0.00").train().labelSmoothing())
        .isZero();
  }

  @ParameterizedTest
  @EnumSource(TaskKind.class)
  void aKeyOfAnotherTaskIsNamedWithTheTaskItIsFor(TaskKind task) {
    List<String> refusedKeys = new ArrayList<>();
    for (KeyInfo key : KeyInfo.all()) {
      if (!key.isFor(task)) {
        UserException refused = refusal(task, key.key(), another(key));
        assertThat(refused).hasMessageContainingAll(key.key(), "found task " + task);
        assertThat(refused).hasMessageContaining(TaskRules.words(key.tasks()));
        assertThat(asked(refused)).contains(key.key(), "task");
        refusedKeys.add(key.key());
      }
    }
    assertThat(refusedKeys)
        .contains(
            switch (task) {
              case FORECAST -> "data.label";
              case NEXT, TAG -> "data.future";
              default -> "data.targets";
            })
        .doesNotContain("train.loss", "model.hidden")
        .hasSizeGreaterThan(2);
  }

  @ParameterizedTest
  @EnumSource(TaskKind.class)
  void aValueThatDoesNotSuitATaskIsNamedWithTheTasksItSuits(TaskKind task) {
    for (TrainConfig.Loss loss : TrainConfig.Loss.values()) {
      String word = Keys.kebab(loss.name());
      boolean ofClasses = loss == TrainConfig.Loss.CROSS_ENTROPY;
      boolean ofForecasts = loss == TrainConfig.Loss.QUANTILE || loss.distribution().isPresent();
      boolean suits =
          loss == TrainConfig.Loss.AUTO
              || (ofClasses
                      == (task == TaskKind.CLASSIFY
                          || task == TaskKind.NEXT
                          || task == TaskKind.TAG)
                  && (!ofForecasts || task == TaskKind.FORECAST));
      String tasks =
          ofClasses ? "classify, next or tag" : ofForecasts ? "forecast" : "forecast or regress";
      if (suits) {
        assertThat(with(task, "train.loss", word).train().loss()).isEqualTo(loss);
      } else {
        UserException refused = refusal(task, "train.loss", word);
        assertThat(refused)
            .hasMessageContainingAll(
                "train.loss", word, "suits task " + tasks + ",", "not " + task);
        assertThat(asked(refused)).containsExactly("train.loss");
      }
    }
  }

  /** Only keys of other tasks are refused. */
  @ParameterizedTest
  @EnumSource(TaskKind.class)
  void aKeyOfTheTaskMayHaveAnotherValue(TaskKind task) {
    for (KeyInfo key : KeyInfo.all()) {
      boolean one = key.type() == String.class || key.type() == List.class;
      if (one && key.isFor(task) && !key.key().startsWith("run.")) {
        JobConfig config = with(task, key.key(), another(key));
        assertThat(key.isDefault(key.valueIn(config))).as(key.key()).isFalse();
      }
    }
  }

  @Test
  void tasksAreJoinedByOr() {
    assertThat(TaskRules.words(List.of(TaskKind.FORECAST))).isEqualTo("forecast");
    assertThat(TaskRules.words(List.of(TaskKind.CLASSIFY, TaskKind.REGRESS)))
        .isEqualTo("classify or regress");
    assertThat(TaskRules.words(List.of(TaskKind.FORECAST, TaskKind.CLASSIFY, TaskKind.REGRESS)))
        .isEqualTo("forecast, classify or regress");
  }
}
