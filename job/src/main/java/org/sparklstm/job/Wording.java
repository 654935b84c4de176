package org.sparklstm.job;

/**
 * The names that an entry point (command line or Spark ML stages) uses for the settings of a {@link
 * Message}.
 */
public interface Wording {
  /** The command line: settings are keys of the configuration. */
  Wording KEYS =
      new Wording() {
        @Override
        public String setting(String key) {
          return key;
        }

        @Override
        public String assignment(String key, String value) {
          return key + " = " + value;
        }
      };

  /** The name of a setting. */
  String setting(String key);

  /** A setting with a value, as the user would write it. */
  String assignment(String key, String value);

  /** The advice for users who write a configuration, or for those who write code. */
  default String advice(String ofConfiguration, String ofCode) {
    return ofConfiguration;
  }
}
