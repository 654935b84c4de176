package org.sparklstm.job.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sparklstm.job.config.ConfigFile;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.config.KeyInfo;
import org.sparklstm.job.config.Setting.InModel;
import org.sparklstm.job.config.TaskKind;

class DefinitionTest {
  private static JobConfig config(TaskKind task) {
    if (task == TaskKind.FORECAST) {
      return Models.config();
    }
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("task", task.toString());
    if (task == TaskKind.NEXT) {
      values.put("data.targets", List.of("page"));
      return ConfigFile.of(values);
    }
    values.put(task == TaskKind.TAG ? "data.targets" : "data.features", List.of("v"));
    values.put("data.label", "kind");
    return ConfigFile.of(values);
  }

  @ParameterizedTest
  @EnumSource(TaskKind.class)
  void aModelKeepsTheKeysThatSaySoAndItsTaskUses(TaskKind task) {
    TreeSet<String> defining = new TreeSet<>();
    TreeSet<String> kept = new TreeSet<>();
    for (KeyInfo key : KeyInfo.all()) {
      boolean ofAnotherTask = !key.isFor(task);
      if (key.inModel() != InModel.ABSENT && !ofAnotherTask) {
        kept.add(key.key());
      }
      if (key.inModel() == InModel.DEFINING && !ofAnotherTask) {
        defining.add(key.key());
      }
    }
    assertThat(Definition.defining(config(task)).keySet()).isEqualTo(defining);
    assertThat(Definition.kept(config(task)).keySet()).isEqualTo(kept);
    assertThat(kept).contains("data.split.train", "data.missing").hasSizeGreaterThan(10);
    assertThat(defining).contains("task", "model.hidden").doesNotContain("data.split.train");
  }

  @ParameterizedTest
  @EnumSource(TaskKind.class)
  void theConfigurationOfAModelIsMadeOfWhatItKeeps(TaskKind task) {
    JobConfig config = config(task);
    assertThat(Definition.config(Definition.kept(config), Definition.lists(config), List.of()))
        .isEqualTo(config);
  }

  @Test
  void namesInATextAreThoseThatAreKnown() {
    List<String> known = List.of("a", "b, c", "d", "e,f");
    for (int from = 0; from < known.size(); from++) {
      for (int to = from + 1; to <= known.size(); to++) {
        List<String> some = known.subList(from, to);
        assertThat(Definition.names(some.toString(), known)).isEqualTo(some);
      }
    }
  }

  @Test
  void namesThatAreNotKnownAreCutAtCommas() {
    assertThat(Definition.names("[a, b]", List.of("x"))).containsExactly("a", "b");
    assertThat(Definition.names("[a]", List.of())).containsExactly("a");
    assertThat(Definition.names("[]", List.of("x"))).isEmpty();
    assertThat(Definition.names("a", List.of())).containsExactly("a");
  }

  /** Models of 0.1.0 keep names as text only. */
  @Test
  void withoutListsNamesAreReadFromTheirText() {
    JobConfig config =
        Models.config(
            "data.targets", List.of("y, z"),
            "data.features", List.of("a", "b, c"),
            "data.series-id", List.of("shop"));
    JobConfig read = Definition.config(Definition.kept(config), null, List.of("y, z", "a", "b, c"));
    assertThat(read).isEqualTo(config);
  }
}
