package org.sparklstm.job.ml;

import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.StringArrayParam;

/** Params of a table of sequences of tokens. */
public interface TokenParams extends LstmParams {

  /** Column of tokens. */
  default Param<String> tokensCol() {
    return stageParams().text("tokensCol");
  }

  /** Column of tokens. */
  default String getTokensCol() {
    return getOrDefault(tokensCol());
  }

  /** Columns that identify a sequence. */
  default StringArrayParam seriesIdCols() {
    return stageParams().texts("seriesIdCols");
  }

  /** Columns that identify a sequence. */
  default String[] getSeriesIdCols() {
    return getOrDefault(seriesIdCols());
  }

  /** Column that orders the rows of a sequence. */
  default Param<String> timeCol() {
    return stageParams().text("timeCol");
  }

  /** Column that orders the rows of a sequence. */
  default String getTimeCol() {
    return getOrDefault(timeCol());
  }

  /** Columns that are read at each step beside the token. */
  default StringArrayParam featureCols() {
    return stageParams().texts("featureCols");
  }

  /** Columns that are read at each step beside the token. */
  default String[] getFeatureCols() {
    return getOrDefault(featureCols());
  }

  /** Those of them, or of the id columns, that hold classes. */
  default StringArrayParam categoricalCols() {
    return stageParams().texts("categoricalCols");
  }

  /** Those of them, or of the id columns, that hold classes. */
  default String[] getCategoricalCols() {
    return getOrDefault(categoricalCols());
  }

  /** Whether numbers are scaled. */
  default BooleanParam standardization() {
    return stageParams().truth("standardization");
  }

  /** Whether numbers are scaled. */
  default boolean getStandardization() {
    return (boolean) getOrDefault(standardization());
  }

  /** Regular expression of the tokens of a text. */
  default Param<String> tokenPattern() {
    return stageParams().text("tokenPattern");
  }

  /** Regular expression of the tokens of a text. */
  default String getTokenPattern() {
    return getOrDefault(tokenPattern());
  }

  /** Largest number of tokens that are told apart. */
  default IntParam vocabSize() {
    return stageParams().whole("vocabSize");
  }

  /** Largest number of tokens that are told apart. */
  default int getVocabSize() {
    return (int) getOrDefault(vocabSize());
  }

  /** Width of the vectors of tokens. */
  default IntParam embeddingSize() {
    return stageParams().whole("embeddingSize");
  }

  /** Width of the vectors of tokens. */
  default int getEmbeddingSize() {
    return (int) getOrDefault(embeddingSize());
  }

  /** Share of the sequences, or of each, to train on. */
  default DoubleParam trainSplit() {
    return stageParams().number("trainSplit");
  }

  /** Share of the sequences, or of each, to train on. */
  default double getTrainSplit() {
    return (double) getOrDefault(trainSplit());
  }

  /** Share to validate on. */
  default DoubleParam validationSplit() {
    return stageParams().number("validationSplit");
  }

  /** Share to validate on. */
  default double getValidationSplit() {
    return (double) getOrDefault(validationSplit());
  }

  /** Share to test on. */
  default DoubleParam testSplit() {
    return stageParams().number("testSplit");
  }

  /** Share to test on. */
  default double getTestSplit() {
    return (double) getOrDefault(testSplit());
  }

  /** What the spans are shares of. */
  default Param<String> splitUnit() {
    return stageParams().text("splitUnit");
  }

  /** What the spans are shares of. */
  default String getSplitUnit() {
    return getOrDefault(splitUnit());
  }

  /** Treatment of sequences without tokens, or with a token that is null. */
  default Param<String> handleInvalid() {
    return stageParams().text("handleInvalid");
  }

  /** Treatment of sequences without tokens, or with a token that is null. */
  default String getHandleInvalid() {
    return getOrDefault(handleInvalid());
  }
}
