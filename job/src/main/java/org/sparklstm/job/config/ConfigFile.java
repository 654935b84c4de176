package org.sparklstm.job.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.sparklstm.core.tensor.Fingerprint;
import org.sparklstm.job.Secrets;
import org.sparklstm.job.UserException;

/** Reads a configuration file (HOCON) with changes from the command line, and writes one. */
public final class ConfigFile {
  /** First line of a configuration that a run has written. */
  private static final String RENDERED =
      "# written by spark-lstm: the configuration of this run, defaults included\n";

  /** More parts than the path of any key has; the parser takes the square of them. */
  private static final int MOST_PARTS = 200;

  private static final String QUERY = "data.source.sql";

  /** Before the fingerprint of a text that is not stored. */
  public static final String FINGERPRINT = "sha256:";

  private ConfigFile() {}

  /**
   * Reads a configuration.
   *
   * @param file a local file, or any Hadoop path
   * @param changes {@code key=value} pairs that win over the file
   */
  public static JobConfig read(String file, List<String> changes, Configuration hadoop) {
    return parsing(
        () -> {
          Config config = parse(file, hadoop);
          for (String change : changes) {
            config = change(change).withFallback(config);
          }
          return Sections.read(JobConfig.class, config.resolve().root());
        });
  }

  private static JobConfig parsing(Supplier<JobConfig> read) {
    try {
      return read.get();
    } catch (ConfigException e) {
      throw invalid(e);
    } catch (StackOverflowError e) {
      // the parser goes as deep as the text is nested, and keeps nothing
      throw new UserException("the configuration is nested too deeply", e);
    }
  }

  /** The parser quotes what it finds, which may be a part of a secret. */
  private static UserException invalid(ConfigException e) {
    return new UserException(
        e instanceof ConfigException.Parse
            ? e.getMessage()
                .replaceAll("(?s)'[^']*'|\"[^\"]*\"", "…")
                .lines()
                .findFirst()
                .orElse("")
            : e.getMessage(),
        e);
  }

  private static Config parse(String file, Configuration hadoop) {
    ConfigParseOptions options =
        ConfigParseOptions.defaults()
            .setOriginDescription(file)
            .setAllowMissing(false)
            .appendIncluder(new NoUrlIncluded());
    try {
      Path local = Path.of(file);
      if (Files.isRegularFile(local)) {
        return ConfigFactory.parseFile(local.toFile(), options);
      }
      org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(file);
      try (Reader in =
          new InputStreamReader(path.getFileSystem(hadoop).open(path), StandardCharsets.UTF_8)) {
        return ConfigFactory.parseReader(in, options);
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new UserException(
          "configuration file %s cannot be read: %s".formatted(file, e.getMessage()), e);
    }
  }

  /**
   * Reads the text of a configuration that a run has written: data, in which nothing is included,
   * and nothing is taken from the environment.
   *
   * @param name name of the text in messages
   * @throws UserException if it is no configuration, or refers to anything outside
   */
  public static JobConfig parse(String text, String name) {
    if (hasLongPath(text)) {
      throw new UserException("%s is nested too deeply".formatted(name));
    }
    return parsing(
        () -> {
          Config config =
              ConfigFactory.parseString(
                  text,
                  ConfigParseOptions.defaults()
                      .setOriginDescription(name)
                      .setIncluder(new NothingIncluded()));
          if (!config.isResolved()) {
            throw new UserException("%s refers to values outside of it".formatted(name));
          }
          return Sections.read(JobConfig.class, config.root());
        });
  }

  private static boolean hasLongPath(String text) {
    int dots = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isWhitespace(c) || c == '"') {
        dots = 0;
      } else if (c == '.' && ++dots == MOST_PARTS) {
        return true;
      }
    }
    return false;
  }

  /** Whether two texts stand for the same value, such as {@code 0} and {@code 0.0}. */
  public static boolean isSame(String one, String other) {
    try {
      return one.equals(other) || Double.parseDouble(one) == Double.parseDouble(other);
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static Config change(String change) {
    int equals = change.indexOf('=');
    if (equals < 1) {
      // what is no key may be a secret
      throw new UserException(
          Keys.all(JobConfig.class, "").contains(change)
              ? "--set %s: expected key=value".formatted(change)
              : "--set: expected key=value, the key first");
    }
    String key = change.substring(0, equals).strip();
    String value = change.substring(equals + 1).strip();
    try {
      boolean structured = value.startsWith("[") || value.startsWith("{") || value.equals("null");
      return ConfigFactory.parseString(
          key + " = " + (structured ? value : ConfigUtil.quoteString(value)),
          ConfigParseOptions.defaults().setOriginDescription("--set"));
    } catch (ConfigException e) {
      throw new UserException("--set %s: the value is not valid HOCON".formatted(key), e);
    }
  }

  /** The whole configuration, defaults included, as a file. Secrets are hidden. */
  public static String render(JobConfig config) {
    ConfigObject values = ConfigFactory.parseMap(values(config)).root();
    return RENDERED
        + values.render(ConfigRenderOptions.defaults().setOriginComments(false).setJson(false));
  }

  /** Whether a file is one that {@link #render} has made, and not one that a person wrote. */
  public static boolean isRendered(String text) {
    // 0.1.0 wrote no first line, but all keys, sorted
    return text.startsWith(RENDERED) || text.startsWith("checkpoint {\n    every-epochs=");
  }

  /** The values of a section and of those below it by full key, as they are written in a file. */
  public static Map<String, Object> values(Record section) {
    Map<String, Object> values = new LinkedHashMap<>();
    collect(section, "", values, Text.SHOWN);
    return values;
  }

  /** The values that a model keeps: as they are, without what looks like a secret in itself. */
  public static Map<String, Object> keptValues(JobConfig config) {
    Map<String, Object> values = new LinkedHashMap<>();
    collect(config, "", values, Text.KEPT);
    return values;
  }

  /** The default of a key as it is written in a file; empty if there is no default. */
  public static String defaultText(String key) {
    return Keys.all(JobConfig.class, "").contains(key) ? KeyInfo.of(key).defaultText() : "";
  }

  /**
   * The values that must not change when a run resumes, by full key. Secrets do not count: hidden
   * options are left out, queries are fingerprints.
   */
  public static Map<String, String> lastingValues(JobConfig config) {
    Set<String> changing = Keys.changing(JobConfig.class, "");
    if (config.train().schedule().kind() == ScheduleConfig.Kind.COSINE) {
      // the learning rate of each epoch depends on the number of epochs
      changing.remove("train.epochs");
    }
    Map<String, String> lasting = new TreeMap<>();
    Map<String, Object> all = new LinkedHashMap<>();
    collect(config, "", all, Text.KEPT);
    all.forEach(
        (key, value) -> {
          boolean mayChange =
              changing.stream().anyMatch(name -> key.equals(name) || key.startsWith(name + "."));
          if (!mayChange && !value.equals(Secrets.HIDDEN)) {
            lasting.put(key, value.toString());
          }
        });
    config
        .data()
        .source()
        .sql()
        .ifPresent(query -> lasting.put(QUERY, fingerprint(Secrets.lasting(query))));
    return lasting;
  }

  /**
   * The same of a configuration that was read back from where {@link #render} wrote it: its query
   * is what was shown of it, and no fingerprint of that.
   */
  public static Map<String, String> storedValues(JobConfig config) {
    Map<String, String> stored = lastingValues(config);
    config.data().source().sql().ifPresent(query -> stored.put(QUERY, query));
    return stored;
  }

  private static String fingerprint(String query) {
    return FINGERPRINT + Fingerprint.sha256(query);
  }

  /**
   * Whether a value of an earlier run is the same as now, as far as it is known: a run may have
   * stored it with secrets hidden.
   *
   * @param was the value of the earlier run
   * @param is the value among {@link #lastingValues}
   */
  public static boolean isSame(String key, String was, String is, JobConfig now) {
    if (key.equals(QUERY) && is.startsWith(FINGERPRINT) && !was.startsWith(FINGERPRINT)) {
      // what was shown of the query; 0.1.0 kept that in checkpoints, too
      String query = now.data().source().sql().orElse("");
      return was.equals(query) || was.equals(Secrets.hide(query));
    }
    return isSame(was, is) || was.equals(Secrets.hide(is)) || Secrets.lasting(was).equals(is);
  }

  /**
   * A configuration from values instead of a file.
   *
   * @param values values by full key; keys that are absent have their defaults
   */
  public static JobConfig of(Map<String, Object> values) {
    return Sections.read(JobConfig.class, ConfigFactory.parseMap(values).root());
  }

  /** What the texts are for. */
  private enum Text {
    /** For people: without all secrets that are known. */
    SHOWN,
    /** To recognise a run or a model: secrets do not count, whatever else is known. */
    KEPT;

    private Object of(Object value) {
      if (this == KEPT) {
        return value instanceof String text ? Secrets.lasting(text) : value;
      }
      return Secrets.hide(value);
    }

    private Object ofOption(String name, Object value) {
      Object shown = Secrets.hideOption(name, value);
      return shown.equals(Secrets.HIDDEN) ? shown : of(Secrets.withoutSettings(value));
    }
  }

  private static void collect(
      Record section, String prefix, Map<String, Object> values, Text text) {
    for (RecordComponent component : section.getClass().getRecordComponents()) {
      String key = Keys.join(prefix, Keys.kebab(component.getName()));
      Object value = read(section, component);
      if (value instanceof Record subsection) {
        collect(subsection, key, values, text);
      } else if (value instanceof Map<?, ?> options) {
        options.forEach(
            (name, option) ->
                values.put(
                    Keys.join(key, ConfigUtil.quoteString(name.toString())),
                    text.ofOption(name.toString(), option)));
      } else if (value instanceof Optional<?> optional) {
        optional.ifPresent(present -> values.put(key, text.of(present)));
      } else if (value instanceof OptionalInt optional) {
        values.put(key, optional.isPresent() ? optional.getAsInt() : "auto");
      } else if (value instanceof Enum<?> constant) {
        values.put(key, Keys.kebab(constant.name()));
      } else if (value instanceof Levels levels) {
        values.put(key, levels.values());
      } else {
        values.put(key, text.of(value));
      }
    }
  }

  private static Object read(Record section, RecordComponent component) {
    try {
      return component.getAccessor().invoke(section);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(e);
    }
  }
}
