package org.sparklstm.job.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sparklstm.job.Secrets;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.ConfigFile;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.config.KeyInfo;
import org.sparklstm.job.config.Setting.InModel;
import org.sparklstm.job.config.TaskKind;

/** The keys of a configuration that a saved model keeps, as each key's setting declares. */
final class Definition {
  private Definition() {}

  /** The values that define the model, as text of a configuration file. */
  static Map<String, String> defining(JobConfig config) {
    return values(config, Set.of(InModel.DEFINING));
  }

  /** All values that a model keeps. */
  static Map<String, String> kept(JobConfig config) {
    return values(config, Set.of(InModel.DEFINING, InModel.RECORDED));
  }

  private static Map<String, String> values(JobConfig config, Set<InModel> wanted) {
    Map<String, Object> all = ConfigFile.keptValues(config);
    Map<String, String> values = new LinkedHashMap<>();
    for (KeyInfo key : KeyInfo.all()) {
      if (wanted.contains(key.inModel()) && key.isFor(config.task())) {
        values.put(key.key(), all.get(key.key()).toString());
      }
    }
    return values;
  }

  /** The lists of column names: their text cannot be split if a name contains a comma. */
  static Map<String, List<String>> lists(JobConfig config) {
    Map<String, List<String>> lists = new LinkedHashMap<>();
    lists.put("data.series-id", config.data().seriesId());
    lists.put("data.features", config.data().features());
    if (config.task() == TaskKind.FORECAST) {
      lists.put("data.future", config.data().future());
      lists.put("data.static", config.data().statics());
      lists.put("data.calendar", config.data().calendar());
    }
    lists.put("data.categorical", config.data().categorical());
    lists.put("data.targets", config.data().targets());
    lists.put("data.split.by", config.data().split().by());
    return lists;
  }

  /**
   * The configuration that a model was trained with, with defaults for keys that it does not keep.
   *
   * @param values values that the model keeps
   * @param lists lists of column names, or null for models that keep them as text only
   * @param known names of the columns that the network sees, targets first
   */
  static JobConfig config(
      Map<String, String> values, Map<String, List<String>> lists, List<String> known) {
    Map<String, Object> all = new LinkedHashMap<>();
    for (Map.Entry<String, String> entry : values.entrySet()) {
      if (!KeyInfo.exists(entry.getKey())) {
        throw new UserException(
            "unknown key %s; a newer version may have saved it".formatted(entry.getKey()));
      }
      boolean isList = KeyInfo.of(entry.getKey()).type() == List.class;
      all.put(
          entry.getKey(),
          !isList
              ? entry.getValue()
              : lists != null && lists.containsKey(entry.getKey())
                  ? lists.get(entry.getKey())
                  : names(entry.getValue(), known));
    }
    return ConfigFile.of(all);
  }

  /** The names in a text such as {@code [a, b]}; known names resolve commas within names. */
  static List<String> names(String text, List<String> known) {
    for (int from = 0; from < known.size(); from++) {
      if (!text.startsWith("[" + known.get(from))) {
        continue;
      }
      for (int to = from + 1; to <= known.size(); to++) {
        List<String> some = known.subList(from, to);
        if (some.toString().equals(text)) {
          return List.copyOf(some);
        }
      }
    }
    String inner =
        text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
    return inner.isEmpty() ? List.of() : Arrays.asList(inner.split(", ", -1));
  }

  /**
   * Checks that a configuration describes the same model.
   *
   * @param name name of the model in messages
   * @param trained values that the model keeps
   * @param mayDiffer keys that may differ
   * @throws UserException if other keys differ; names them
   */
  static void requireSame(
      String name, Map<String, String> trained, JobConfig config, Set<String> mayDiffer) {
    List<String> differences = new ArrayList<>();
    defining(config)
        .forEach(
            (key, value) -> {
              // a key that did not exist when the model was saved had its default
              String then = trained.getOrDefault(key, KeyInfo.of(key).defaultText());
              // an earlier version hid what was known as a secret
              boolean isSame = value.equals(then) || then.equals(Secrets.hide(value));
              if (!isSame && !mayDiffer.contains(key)) {
                differences.add(
                    "%s is %s in the model and %s in the configuration"
                        .formatted(key, then, value));
              }
            });
    if (!differences.isEmpty()) {
      throw new UserException(
          "model %s was trained with another configuration: %s"
              .formatted(name, String.join("; ", differences)));
    }
  }
}
