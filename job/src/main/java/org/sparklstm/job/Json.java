package org.sparklstm.job;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON objects in the order in which they are put together. */
public final class Json {
  private static final Gson LINE =
      new GsonBuilder().serializeNulls().disableHtmlEscaping().create();
  private static final Gson PRETTY =
      new GsonBuilder().serializeNulls().disableHtmlEscaping().setPrettyPrinting().create();

  private final Map<String, Object> values = new LinkedHashMap<>();

  /**
   * Adds a value: text, a number (null where it is not finite), a {@link Json}, a list of them, or
   * null.
   */
  public Json put(String name, Object value) {
    values.put(name, plain(value));
    return this;
  }

  private static Object plain(Object value) {
    if (value instanceof Json object) {
      return object.values;
    } else if (value instanceof List<?> list) {
      return list.stream().map(Json::plain).toList();
    } else if (value instanceof Double number && !Double.isFinite(number)) {
      return null;
    } else if (value instanceof String text) {
      return Secrets.hide(text);
    }
    return value;
  }

  /** On one line. */
  public String line() {
    return LINE.toJson(values);
  }

  /** For people. */
  public String pretty() {
    return PRETTY.toJson(values) + "\n";
  }
}
