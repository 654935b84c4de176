package org.sparklstm.job;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A JSON object whose entries keep their order. */
public final class Json {
  private static final Gson LINE =
      new GsonBuilder().serializeNulls().disableHtmlEscaping().create();
  private static final Gson PRETTY =
      new GsonBuilder().serializeNulls().disableHtmlEscaping().setPrettyPrinting().create();

  private final Map<String, Object> values = new LinkedHashMap<>();

  /**
   * Adds a value: text, a number (null if it is not finite), a {@link Json}, a list of them, or
   * null.
   */
  public Json put(String name, Object value) {
    values.put(name, value);
    return this;
  }

  private static Object redacted(Object value) {
    if (value instanceof Json object) {
      Map<String, Object> shown = new LinkedHashMap<>();
      object.values.forEach((name, entry) -> shown.put(name, redacted(entry)));
      return shown;
    } else if (value instanceof List<?> list) {
      return list.stream().map(Json::redacted).toList();
    } else if (value instanceof Double number && !Double.isFinite(number)) {
      return null;
    } else if (value instanceof String text) {
      return Secrets.hide(text);
    }
    return value;
  }

  /** The object on one line, with secrets in its texts hidden. */
  public String redactedLine() {
    return LINE.toJson(redacted(this));
  }

  /** The object on several lines for people, with secrets in its texts hidden. */
  public String redactedPretty() {
    return PRETTY.toJson(redacted(this)) + "\n";
  }
}
