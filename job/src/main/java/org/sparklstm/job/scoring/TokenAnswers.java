package org.sparklstm.job.scoring;

import java.io.Serializable;
import org.apache.spark.sql.types.StructType;
import org.sparklstm.core.layer.Network;
import org.sparklstm.job.data.table.Vocabulary;

/** What a model of next tokens is asked about each sequence. */
public interface TokenAnswers extends Serializable {

  /** The columns that are added. */
  StructType columns();

  /** Creates what answers, for one thread. */
  Worker worker(Network network, Vocabulary vocabulary);

  /** Answers for sequences, some at a time. */
  @FunctionalInterface
  interface Worker {
    /**
     * The cells of each sequence; see {@link org.sparklstm.job.spark.Cells}.
     *
     * @param sequences at least one token each. Not modified.
     * @param keys of random numbers, one per sequence
     */
    Object[][] answer(GivenTokens sequences, long[] keys);
  }
}
