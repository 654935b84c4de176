package org.sparklstm.job.config;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The names of configuration keys, as the records spell them. */
final class Keys {
  /** A record component cannot have the name of its key, which is a word of Java. */
  private static final String STATICS = "statics";

  private static final Pattern WORD_ENDS =
      Pattern.compile("([a-z])([A-Z])|([0-9])([A-Z])(?=[a-z])");

  /** Configurations are read and written key by key, and each key asks for the names above it. */
  private static final Map<String, String> NAMES = new ConcurrentHashMap<>();

  private Keys() {}

  /** {@code learningRate} is written {@code learning-rate}. */
  static String kebab(String name) {
    return NAMES.computeIfAbsent(name, Keys::spell);
  }

  private static String spell(String name) {
    if (name.equals(STATICS)) {
      return "static";
    }
    return WORD_ENDS
        .matcher(name)
        .replaceAll("$1$3-$2$4")
        .toLowerCase(Locale.ROOT)
        .replace('_', '-');
  }

  static String join(String prefix, String name) {
    return prefix.isEmpty() ? name : prefix + "." + name;
  }

  /** The constants of an enum as they are written in a configuration. */
  static List<String> constants(Class<?> type) {
    return Arrays.stream(type.getEnumConstants()).map(c -> kebab(((Enum<?>) c).name())).toList();
  }

  /** Full names of all keys below a section. */
  static List<String> all(Class<?> section, String prefix) {
    List<String> keys = new ArrayList<>();
    for (RecordComponent component : section.getRecordComponents()) {
      String key = join(prefix, kebab(component.getName()));
      if (component.getType().isRecord()) {
        keys.addAll(all(component.getType(), key));
      } else {
        keys.add(key);
      }
    }
    return keys;
  }

  /** Full names of the keys that may change when a run resumes. */
  static Set<String> changing(Class<?> section, String prefix) {
    Set<String> keys = new TreeSet<>();
    for (RecordComponent component : section.getRecordComponents()) {
      String key = join(prefix, kebab(component.getName()));
      if (component.getType().isRecord()) {
        keys.addAll(changing(component.getType(), key));
      } else if (component.getAnnotation(Setting.class).mayChange()) {
        keys.add(key);
      }
    }
    return keys;
  }

  /** The component that a key stands for. */
  static RecordComponent component(Class<?> section, String key) {
    int dot = key.indexOf('.');
    String name = dot < 0 ? key : key.substring(0, dot);
    for (RecordComponent component : section.getRecordComponents()) {
      if (kebab(component.getName()).equals(name)) {
        return dot < 0 ? component : component(component.getType(), key.substring(dot + 1));
      }
    }
    throw new IllegalArgumentException("no key " + key);
  }

  /** The known name that looks most like {@code unknown}, if one does. */
  static Optional<String> nearest(String unknown, List<String> known) {
    String best = null;
    int bestDistance = Integer.MAX_VALUE;
    for (String candidate : known) {
      int distance = distance(unknown, candidate);
      if (last(unknown).equals(last(candidate))) {
        distance = Math.min(distance, 1);
      }
      if (distance < bestDistance) {
        best = candidate;
        bestDistance = distance;
      }
    }
    return bestDistance <= Math.max(2, unknown.length() / 3) ? Optional.of(best) : Optional.empty();
  }

  private static String last(String key) {
    return key.substring(key.lastIndexOf('.') + 1);
  }

  /** Levenshtein's distance. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    Arrays.setAll(row, j -> j);
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int above = row[j];
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j], row[j - 1]) + 1, diagonal + change);
        diagonal = above;
      }
    }
    return row[b.length()];
  }
}
