package org.sparklstm.job.ml;

import java.util.HashMap;
import java.util.Map;
import org.sparklstm.job.Wording;

/** The words of a Spark ML stage: settings are its params. */
final class StageWording implements Wording {
  private final Map<String, String> params = new HashMap<>();
  private final Map<String, String> assignments = new HashMap<>();

  /** Adds the param that stands for a key. Modified. */
  StageWording add(String key, String param) {
    params.put(key, param);
    return this;
  }

  /** Adds what stands for a key with any value. Modified. */
  StageWording addAssignment(String key, String assignment) {
    assignments.put(key, assignment);
    return this;
  }

  @Override
  public String setting(String key) {
    return params.getOrDefault(key, key);
  }

  @Override
  public String assignment(String key, String value) {
    return assignments.getOrDefault(key, setting(key) + " = " + value);
  }

  @Override
  public String advice(String ofConfiguration, String ofCode) {
    return ofCode;
  }
}
