package org.sparklstm.job.ml;

import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/** Params of the back-test that a forecaster's {@code transform} answers with if asked to. */
public interface BacktestParams extends Params {

  /** All parameters of the stage. */
  StageParams stageParams();

  /** Span to back-test. */
  default Param<String> backtestSpan() {
    return stageParams().text("backtestSpan");
  }

  /** Span to back-test. */
  default String getBacktestSpan() {
    return getOrDefault(backtestSpan());
  }

  /** Number of rolling origins; 0 for all of a span. */
  default IntParam backtestWindows() {
    return stageParams().whole("backtestWindows");
  }

  /** Number of rolling origins; 0 for all of a span. */
  default int getBacktestWindows() {
    return (int) getOrDefault(backtestWindows());
  }

  /** Rows from one origin to the next. */
  default IntParam backtestStep() {
    return stageParams().whole("backtestStep");
  }

  /** Rows from one origin to the next. */
  default int getBacktestStep() {
    return (int) getOrDefault(backtestStep());
  }

  /** Whether to train further at each origin: none, keep or renew. */
  default Param<String> backtestRefit() {
    return stageParams().text("backtestRefit");
  }

  /** Whether to train further at each origin: none, keep or renew. */
  default String getBacktestRefit() {
    return getOrDefault(backtestRefit());
  }

  /** Passes over the rows up to each origin. */
  default IntParam backtestEpochs() {
    return stageParams().whole("backtestEpochs");
  }

  /** Passes over the rows up to each origin. */
  default int getBacktestEpochs() {
    return (int) getOrDefault(backtestEpochs());
  }
}
