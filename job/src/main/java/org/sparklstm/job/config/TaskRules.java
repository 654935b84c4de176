package org.sparklstm.job.config;

import java.util.List;
import java.util.stream.Collectors;
import org.sparklstm.job.UserException;

/** Checks that a configuration has the keys that its task needs, and no keys of other tasks. */
final class TaskRules {
  private TaskRules() {}

  /**
   * Checks all keys.
   *
   * @throws UserException if a key does not suit the task; names the first one
   */
  static void check(JobConfig config) {
    for (KeyInfo key : KeyInfo.all()) {
      Object value = key.valueIn(config);
      boolean given = !key.isDefault(value);
      if (key.isRequiredBy(config.task()) && !given) {
        throw UserException.of(
            "{" + key.key() + "} must be given%s: %s",
            value instanceof Number ? " and above 0" : "",
            key.meaning());
      }
      if (!key.isFor(config.task()) && given) {
        throw UserException.of(
            "{"
                + key.key()
                + "} is given, which is for task %s: remove it, or set {task}; found task %s",
            words(key.tasks()),
            config.task());
      }
      if (value instanceof Enum<?> constant) {
        List<TaskKind> suited = suited(constant);
        if (!suited.contains(config.task())) {
          throw UserException.of(
              "{" + key.key() + "} is %s, which suits task %s, not %s",
              Keys.kebab(constant.name()),
              words(suited),
              config.task());
        }
      }
    }
  }

  private static List<TaskKind> suited(Enum<?> constant) {
    try {
      ForTasks suits =
          constant.getDeclaringClass().getField(constant.name()).getAnnotation(ForTasks.class);
      return List.of(suits == null ? TaskKind.values() : suits.value());
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException(e);
    }
  }

  static String words(List<TaskKind> tasks) {
    int last = tasks.size() - 1;
    String first =
        tasks.subList(0, last).stream().map(TaskKind::toString).collect(Collectors.joining(", "));
    return first.isEmpty() ? tasks.get(last).toString() : first + " or " + tasks.get(last);
  }
}
