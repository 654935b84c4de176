package org.sparklstm.job.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sparklstm.job.config.Setting.InModel;

class KeyInfoTest {
  private static JobConfig config(Object... settings) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("data.time", "t");
    values.put("data.targets", List.of("y", "z"));
    values.put("window.lookback", 2);
    values.put("window.horizon", 1);
    for (int i = 0; i < settings.length; i += 2) {
      values.put((String) settings[i], settings[i + 1]);
    }
    return ConfigFile.of(values);
  }

  @Test
  void everyKeyIsThereOnceAndIsFoundByItsName() {
    List<String> names = KeyInfo.all().stream().map(KeyInfo::key).toList();
    assertThat(names).doesNotHaveDuplicates().isEqualTo(Keys.all(JobConfig.class, ""));
    for (String name : names) {
      assertThat(KeyInfo.of(name).key()).isEqualTo(name);
    }
    assertThatThrownBy(() -> KeyInfo.of("train.no-such-key"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aKeyKnowsItsValueHoweverDeepItLies() {
    JobConfig config = config("train.schedule.factor", 0.25, "run.id", "mine");
    assertThat(KeyInfo.of("train.schedule.factor").valueIn(config)).isEqualTo(0.25);
    assertThat(KeyInfo.of("run.id").valueIn(config)).isEqualTo("mine");
    assertThat(KeyInfo.of("task").valueIn(config)).isEqualTo(TaskKind.FORECAST);
  }

  @Test
  void onlyKeysThatAreGivenAreNotDefault() {
    JobConfig config =
        config(
            "train.batch", 32,
            "data.partitions", 3,
            "data.source.path", "/x",
            "train.optimizer", "adamw",
            "train.clip-norm", "1.0");
    List<String> given = new ArrayList<>();
    for (KeyInfo key : KeyInfo.all()) {
      if (!key.isDefault(key.valueIn(config))) {
        given.add(key.key());
      }
    }
    assertThat(given)
        .containsExactlyInAnyOrder(
            "data.time",
            "data.targets",
            "window.lookback",
            "window.horizon",
            "train.batch",
            "data.partitions",
            "data.source.path",
            "train.optimizer");
  }

  @Test
  void valuesAreThoseOfParams() {
    JobConfig config = config("data.partitions", 3, "train.initial-weights", "/w");
    assertThat(KeyInfo.of("data.partitions").paramValue(config)).contains(3);
    assertThat(KeyInfo.of("train.block").paramValue(config)).isEmpty();
    assertThat(KeyInfo.of("train.initial-weights").paramValue(config)).contains("/w");
    assertThat(KeyInfo.of("train.initial-weights").paramValue(config())).isEmpty();
    assertThat(KeyInfo.of("data.missing").paramValue(config)).contains("error");
    assertThat(KeyInfo.of("train.learning-rate").paramValue(config)).contains(0.001);
    assertThat((String[]) KeyInfo.of("data.targets").paramValue(config).orElseThrow())
        .containsExactly("y", "z");
  }

  @Test
  void aParamBelongsToTheStagesOfItsTasks() {
    assertThat(KeyInfo.of("train.label-smoothing").param(TaskKind.CLASSIFY))
        .contains("labelSmoothing");
    assertThat(KeyInfo.of("train.label-smoothing").param(TaskKind.REGRESS)).isEmpty();
    assertThat(KeyInfo.of("window.stride").param(TaskKind.FORECAST)).contains("stride");
    assertThat(KeyInfo.of("window.stride").param(TaskKind.CLASSIFY)).isEmpty();
    assertThat(KeyInfo.of("data.split.train").param(TaskKind.FORECAST)).contains("trainSplit");
    assertThat(KeyInfo.of("data.split.train").param(TaskKind.REGRESS)).isEmpty();
    assertThat(KeyInfo.of("run.id").param(TaskKind.FORECAST)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(TaskKind.class)
  void noTwoKeysAreTheSameParam(TaskKind task) {
    List<String> params =
        KeyInfo.all().stream().map(key -> key.param(task)).flatMap(Optional::stream).toList();
    assertThat(params).hasSizeGreaterThan(20).doesNotHaveDuplicates();
  }

  @Test
  void aKeyBelongsToItsTasks() {
    assertThat(KeyInfo.of("window.horizon").isFor(TaskKind.FORECAST)).isTrue();
    assertThat(KeyInfo.of("window.horizon").isFor(TaskKind.REGRESS)).isFalse();
    assertThat(KeyInfo.of("window.stride").isFor(TaskKind.REGRESS)).isTrue();
    assertThat(KeyInfo.of("data.split.by").isFor(TaskKind.FORECAST)).isFalse();
  }

  @Test
  void aComplaintSaysWhatIsAllowed() {
    assertThat(KeyInfo.of("model.hidden").complaint(0).orElseThrow())
        .contains("0", "at least 1", "at most 65536");
    assertThat(KeyInfo.of("model.hidden").complaint(1)).isEmpty();
    assertThat(KeyInfo.of("data.partitions").complaint(OptionalInt.of(0))).isPresent();
    assertThat(KeyInfo.of("data.partitions").complaint(OptionalInt.empty())).isEmpty();
    assertThat(KeyInfo.of("model.cell").complaint("lstm")).isEmpty();
    assertThat(KeyInfo.of("model.cell").complaint("LSTM").orElseThrow())
        .contains("LSTM", "lstm, gru, rnn");
  }

  @Test
  void aDescriptionHasTheRangeOrTheWords() {
    assertThat(KeyInfo.of("model.hidden").description())
        .startsWith(KeyInfo.of("model.hidden").meaning())
        .endsWith("(at least 1 and at most 65536)");
    // its meaning explains the words already
    assertThat(KeyInfo.of("model.cell").description())
        .isEqualTo(KeyInfo.of("model.cell").meaning());
    assertThat(KeyInfo.of("run.id").description()).isEqualTo(KeyInfo.of("run.id").meaning());
  }

  @Test
  void aModelIsDefinedByItsShapeAndNotByItsTraining() {
    assertThat(KeyInfo.of("model.hidden").inModel()).isEqualTo(InModel.DEFINING);
    assertThat(KeyInfo.of("window.lookback").inModel()).isEqualTo(InModel.DEFINING);
    assertThat(KeyInfo.of("data.split.test").inModel()).isEqualTo(InModel.RECORDED);
    assertThat(KeyInfo.of("train.epochs").inModel()).isEqualTo(InModel.ABSENT);
  }
}
