package org.sparklstm.job.ml;

/**
 * Setters of the params of a table of sequences of tokens.
 *
 * @param <S> the stage itself
 */
public interface TokenSetters<S> extends TokenParams, LstmSetters<S> {

  /** Column of tokens. Modified. */
  default S setTokensCol(String value) {
    set(tokensCol(), value);
    return self();
  }

  /** Columns that identify a sequence. Modified. */
  default S setSeriesIdCols(String[] value) {
    set(seriesIdCols(), value);
    return self();
  }

  /** Column that orders the rows of a sequence; each row is then one token. Modified. */
  default S setTimeCol(String value) {
    set(timeCol(), value);
    return self();
  }

  /** Columns that are read at each step beside the token. Modified. */
  default S setFeatureCols(String[] value) {
    set(featureCols(), value);
    return self();
  }

  /** Those of them, or of the id columns, that hold classes. Modified. */
  default S setCategoricalCols(String[] value) {
    set(categoricalCols(), value);
    return self();
  }

  /** Whether numbers are scaled. Modified. */
  default S setStandardization(boolean value) {
    set(standardization(), value);
    return self();
  }

  /** Regular expression of the tokens of a text. Modified. */
  default S setTokenPattern(String value) {
    set(tokenPattern(), value);
    return self();
  }

  /** Largest number of tokens that are told apart. Modified. */
  default S setVocabSize(int value) {
    set(vocabSize(), value);
    return self();
  }

  /** Width of the vectors of tokens. Modified. */
  default S setEmbeddingSize(int value) {
    set(embeddingSize(), value);
    return self();
  }

  /** Share of the sequences, or of each, to train on. Modified. */
  default S setTrainSplit(double value) {
    set(trainSplit(), value);
    return self();
  }

  /** Share to validate on. Modified. */
  default S setValidationSplit(double value) {
    set(validationSplit(), value);
    return self();
  }

  /** Share to test on. Modified. */
  default S setTestSplit(double value) {
    set(testSplit(), value);
    return self();
  }

  /** What the spans are shares of. Modified. */
  default S setSplitUnit(String value) {
    set(splitUnit(), value);
    return self();
  }

  /** Treatment of sequences without tokens, or with a token that is null. Modified. */
  default S setHandleInvalid(String value) {
    set(handleInvalid(), value);
    return self();
  }
}
