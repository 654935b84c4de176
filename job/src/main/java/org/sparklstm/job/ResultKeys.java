package org.sparklstm.job;

/** JSON keys that several results share: summaries, output of commands, data of the report. */
public final class ResultKeys {
  public static final String ADVICE = "advice";
  public static final String EPOCHS = "epochs";
  public static final String EXECUTION = "execution";
  public static final String IMPORTANCE = "importance";
  public static final String MODEL = "model";
  public static final String OUTPUT = "output";
  public static final String PARAMETERS = "parameters";
  public static final String PHASES = "phases";
  public static final String PHASES_BY_EPOCH = "phases_by_epoch";
  public static final String RESUMED_AFTER_STEP = "resumed_after_step";
  public static final String RUN_ID = "run_id";
  public static final String SECONDS = "seconds";
  public static final String STATUS = "status";
  public static final String STEPS = "steps";
  public static final String TEST = "test";
  public static final String TEST_ORIGINAL_UNITS = "test_original_units";
  public static final String TOTAL = "total";
  public static final String WEIGHTS_SHA256 = "weights_sha256";
  public static final String WINDOWS_PER_SECOND = "windows_per_second";

  private ResultKeys() {}
}
