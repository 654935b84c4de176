package org.sparklstm.job.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.sparklstm.job.Message;
import org.sparklstm.job.Secrets;
import org.sparklstm.job.UserException;

/** Reads a record, section by section, from a configuration; every error names file and key. */
final class Sections {
  /** Between a key and the name of an option. */
  private static final String OPTIONS = ".options.";

  private static final String AUTO = "auto";
  private static final Set<ConfigValueType> NO_TEXT =
      Set.of(ConfigValueType.OBJECT, ConfigValueType.LIST, ConfigValueType.NULL);

  private final List<String> known;

  private Sections(List<String> known) {
    this.known = known;
  }

  /** Reads the whole configuration. */
  static <T extends Record> T read(Class<T> type, ConfigObject values) {
    return type.cast(new Sections(Keys.all(type, "")).section(type, values, ""));
  }

  private Object section(Class<?> type, ConfigObject values, String prefix) {
    RecordComponent[] components = type.getRecordComponents();
    refuseUnknown(components, values, prefix);
    Object[] arguments = new Object[components.length];
    ConfigOrigin[] origins = new ConfigOrigin[components.length];
    for (int i = 0; i < components.length; i++) {
      String name = Keys.kebab(components[i].getName());
      String key = Keys.join(prefix, name);
      ConfigValue value = values.get(name);
      if (value != null && value.valueType() == ConfigValueType.NULL) {
        value = null;
      }
      if (components[i].getType().isRecord()) {
        arguments[i] = section(components[i].getType(), subsection(value, key), key);
      } else {
        ConfigValue given = value == null ? defaultOf(components[i], key) : value;
        origins[i] = given == null ? null : given.origin();
        arguments[i] = convert(components[i], given, key);
      }
    }
    return construct(type, components, arguments, origins, prefix);
  }

  private void refuseUnknown(RecordComponent[] components, ConfigObject values, String prefix) {
    List<String> names =
        Arrays.stream(components).map(component -> Keys.kebab(component.getName())).toList();
    for (Map.Entry<String, ConfigValue> entry : values.entrySet()) {
      if (!names.contains(entry.getKey())) {
        String key = Keys.join(prefix, entry.getKey());
        String hint =
            Keys.nearest(entry.getKey(), names)
                .map(nearest -> Keys.join(prefix, nearest))
                .or(() -> Keys.nearest(key, known))
                .map(nearest -> "; did you mean %s?".formatted(nearest))
                .orElse("; known here: " + names);
        throw at(entry.getValue(), "unknown key %s%s".formatted(key, hint));
      }
    }
  }

  private static ConfigObject subsection(ConfigValue value, String key) {
    if (value == null) {
      return ConfigFactory.empty().root();
    }
    if (value instanceof ConfigObject object) {
      return object;
    }
    throw wrong(value, key, "a section { … }");
  }

  private static ConfigValue defaultOf(RecordComponent component, String key) {
    String or = component.getAnnotation(Setting.class).or();
    if (or.equals(Setting.REQUIRED)) {
      throw UserException.of(
          "{" + key + "} must be given: %s", component.getAnnotation(Setting.class).value());
    }
    if (or.isEmpty()) {
      return null;
    }
    Config parsed = ConfigFactory.parseString("value = " + or);
    return parsed.getValue("value");
  }

  private static Object convert(RecordComponent component, ConfigValue value, String key) {
    Class<?> type = component.getType();
    if (type == Optional.class) {
      // an empty text takes back what another file has set
      return Optional.ofNullable(value)
          .map(given -> text(given, key))
          .filter(given -> !given.isEmpty());
    } else if (type == OptionalInt.class) {
      return value.unwrapped().equals(AUTO)
          ? OptionalInt.empty()
          : OptionalInt.of((int) whole(value, key, "auto or a whole number", Integer.MAX_VALUE));
    } else if (type == int.class) {
      return (int) whole(value, key, "a whole number", Integer.MAX_VALUE);
    } else if (type == long.class) {
      return whole(value, key, "a whole number", Long.MAX_VALUE);
    } else if (type == double.class) {
      return number(value, key);
    } else if (type == boolean.class) {
      return truth(value, key);
    } else if (type == String.class) {
      return value == null ? "" : text(value, key);
    } else if (type.isEnum()) {
      return constant(type, value, key);
    } else if (type == List.class) {
      return texts(value, key);
    } else if (type == Levels.class) {
      return Levels.parse(
              value instanceof ConfigList ? value.unwrapped().toString() : text(value, key))
          .orElseThrow(() -> wrong(value, key, "a list [ … ] of numbers"));
    } else if (type == Map.class) {
      return options(value, key);
    }
    throw new IllegalStateException(
        "no way to read %s as %s".formatted(key, component.getGenericType()));
  }

  private static long whole(ConfigValue value, String key, String expected, long largest) {
    long number;
    try {
      number = new BigDecimal(value.unwrapped().toString()).longValueExact();
    } catch (ArithmeticException | NumberFormatException e) {
      throw wrong(value, key, expected);
    }
    if (Math.abs((double) number) > largest) {
      throw wrong(value, key, expected + " up to " + largest);
    }
    return number;
  }

  private static double number(ConfigValue value, String key) {
    try {
      return Double.parseDouble(value.unwrapped().toString());
    } catch (NumberFormatException e) {
      throw wrong(value, key, "a number");
    }
  }

  private static boolean truth(ConfigValue value, String key) {
    return switch (value.unwrapped().toString()) {
      case "true" -> true;
      case "false" -> false;
      default -> throw wrong(value, key, "true or false");
    };
  }

  private static String text(ConfigValue value, String key) {
    if (NO_TEXT.contains(value.valueType())) {
      throw wrong(value, key, "text");
    }
    return value.unwrapped().toString();
  }

  private static Object constant(Class<?> type, ConfigValue value, String key) {
    List<String> names = Keys.constants(type);
    int at = names.indexOf(value.unwrapped().toString());
    if (at < 0) {
      throw wrong(value, key, "one of " + String.join(", ", names));
    }
    return type.getEnumConstants()[at];
  }

  private static List<String> texts(ConfigValue value, String key) {
    if (!(value instanceof ConfigList list)) {
      if (value.valueType() == ConfigValueType.STRING) {
        return Arrays.stream(text(value, key).split(",")).map(String::strip).toList();
      }
      throw wrong(value, key, "a list [ … ] of names");
    }
    List<String> texts = new ArrayList<>();
    for (ConfigValue element : list) {
      texts.add(text(element, key));
    }
    return List.copyOf(texts);
  }

  private static Map<String, String> options(ConfigValue value, String key) {
    Map<String, String> options = new LinkedHashMap<>();
    Config section = subsection(value, key).toConfig();
    section
        .entrySet()
        .forEach(
            entry ->
                options.put(
                    entry.getKey().replace("\"", ""),
                    text(entry.getValue(), Keys.join(key, entry.getKey()))));
    return options;
  }

  private static Object construct(
      Class<?> type,
      RecordComponent[] components,
      Object[] arguments,
      ConfigOrigin[] origins,
      String prefix) {
    for (int i = 0; i < components.length; i++) {
      if (!components[i].getType().isRecord()) {
        String key = Keys.join(prefix, Keys.kebab(components[i].getName()));
        String where = origins[i] == null ? "" : place(origins[i]);
        Ranges.check(components[i], arguments[i])
            .ifPresent(
                complaint -> {
                  throw UserException.of("%s{" + key + "} %s", where, complaint);
                });
      }
    }
    try {
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      return constructor.newInstance(arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof UserException refused) {
        throw refused;
      }
      throw new IllegalStateException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static UserException wrong(ConfigValue value, String key, String expected) {
    // the name of an option may be any text
    Message name = key.matches("[a-z.-]+") ? Message.of("{" + key + "}") : Message.literal(key);
    return UserException.of(
        "%s%s is %s, expected %s", place(value.origin()), name, shown(value, key), expected);
  }

  private static Object shown(ConfigValue value, String key) {
    String text = value.render(ConfigRenderOptions.concise());
    int options = (key + ".").indexOf(OPTIONS);
    return options < 0
        ? Secrets.hide(text)
        : key.length() < options + OPTIONS.length()
            ? Secrets.HIDDEN
            : Secrets.hideOption(key.substring(options + OPTIONS.length()), text);
  }

  private static UserException at(ConfigValue value, String message) {
    return new UserException(place(value.origin()) + message);
  }

  private static String place(ConfigOrigin origin) {
    String file = origin.description();
    if (file.startsWith("hardcoded") || file.startsWith("String")) {
      return "";
    }
    return file.startsWith("--set") ? "--set: " : file + ": ";
  }
}
