package org.sparklstm.job.run;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.util.LinkedHashMap;
import java.util.Map;

/** JSON objects in the order in which they are put together. */
final class Json {
  private static final Gson LINE =
      new GsonBuilder().serializeNulls().disableHtmlEscaping().create();
  private static final Gson PRETTY =
      new GsonBuilder().serializeNulls().disableHtmlEscaping().setPrettyPrinting().create();

  private final Map<String, Object> values = new LinkedHashMap<>();

  /** Adds a value: text, a number (null where it is not finite), a {@link Json} or null. */
  Json put(String name, Object value) {
    if (value instanceof Json object) {
      values.put(name, object.values);
    } else if (value instanceof Double number && !Double.isFinite(number)) {
      values.put(name, null);
    } else {
      values.put(name, value);
    }
    return this;
  }

  /** On one line. */
  String line() {
    return LINE.toJson(values);
  }

  /** For people. */
  String pretty() {
    return PRETTY.toJson(values) + "\n";
  }
}
