package org.sparklstm.job.config;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The reference of all keys, made from the records that read and check them. */
public final class ConfigReference {
  private static final String HEAD =
      """
      # Configuration keys

      A configuration is a file in HOCON (JSON with comments; a key may be written `train.epochs = 20` or
      `train { epochs = 20 }`). `--set key=value` changes a key for one run. `lstm-job.jar keys` prints the keys; this page is
      its output with `--markdown`.

      A run may resume with another value of the keys marked ↻; the others must stay the same.
      """;

  private ConfigReference() {}

  /**
   * A key.
   *
   * @param range range of the values allowed; empty for any
   * @param defaultText the default as a file writes it; empty if there is no default
   * @param isRequired whether the key must be given
   * @param mayChange whether the value may change when a run resumes
   */
  record Key(
      String name,
      String type,
      String range,
      String defaultText,
      boolean isRequired,
      boolean mayChange,
      String meaning) {}

  /** The reference in Markdown, one table per section. */
  public static String markdown() {
    StringBuilder page = new StringBuilder(HEAD);
    String section = null;
    for (Key key : keys(JobConfig.class, "")) {
      int dot = key.name().indexOf('.');
      String its = dot < 0 ? "" : key.name().substring(0, dot);
      if (!its.equals(section)) {
        section = its;
        page.append("\n## ").append(section.isEmpty() ? "task" : section).append("\n\n");
        page.append("| key | type | values | default | meaning |\n|---|---|---|---|---|\n");
      }
      page.append(
          "| `%s`%s | %s | %s | %s | %s |%n"
              .formatted(
                  key.name(),
                  key.mayChange() ? " ↻" : "",
                  key.type(),
                  key.range(),
                  key.isRequired() ? "required" : code(key.defaultText()),
                  key.meaning().replace("|", "\\|")));
    }
    return page.toString();
  }

  private static String code(String text) {
    return text.isEmpty() ? "" : "`" + text + "`";
  }

  /** The keys with a prefix, for a terminal. */
  public static String text(String prefix) {
    StringBuilder text = new StringBuilder();
    for (Key key : keys(JobConfig.class, "")) {
      if (key.name().startsWith(prefix)) {
        List<String> facts = new ArrayList<>(List.of(key.type()));
        if (!key.range().isEmpty()) {
          facts.add(key.range().replace("`", ""));
        }
        facts.add(
            key.isRequired()
                ? "required"
                : key.defaultText().isEmpty() ? "no default" : "default " + key.defaultText());
        text.append(
            "%s  (%s)%n    %s%n".formatted(key.name(), String.join("; ", facts), key.meaning()));
      }
    }
    return text.toString();
  }

  /** Sections come last: a table in Markdown cannot be continued. */
  static List<Key> keys(Class<?> section, String prefix) {
    List<Key> keys = new ArrayList<>();
    List<Key> below = new ArrayList<>();
    for (RecordComponent component : section.getRecordComponents()) {
      String name = Keys.join(prefix, Keys.kebab(component.getName()));
      if (component.getType().isRecord()) {
        below.addAll(keys(component.getType(), name));
      } else {
        keys.add(key(component, name));
      }
    }
    keys.addAll(below);
    return keys;
  }

  private static Key key(RecordComponent component, String name) {
    Setting setting = component.getAnnotation(Setting.class);
    Class<?> type = component.getType();
    String range =
        type.isEnum()
            ? "`" + String.join("`, `", Keys.constants(type)) + "`"
            : Ranges.describe(setting);
    boolean required = setting.or().equals(Setting.REQUIRED);
    return new Key(
        name,
        type(type),
        range,
        required ? "" : setting.or(),
        required,
        setting.mayChange(),
        setting.value());
  }

  private static String type(Class<?> type) {
    if (type.isEnum()) {
      return "word";
    } else if (type == int.class || type == long.class) {
      return "whole number";
    } else if (type == OptionalInt.class) {
      return "whole number or `auto`";
    } else if (type == double.class) {
      return "number";
    } else if (type == boolean.class) {
      return "`true` or `false`";
    } else if (type == List.class) {
      return "list of names";
    } else if (type == Levels.class) {
      return "list of numbers";
    } else if (type == Map.class) {
      return "section of texts";
    } else if (type == String.class || type == Optional.class) {
      return "text";
    }
    throw new IllegalStateException("no word for " + type);
  }
}
