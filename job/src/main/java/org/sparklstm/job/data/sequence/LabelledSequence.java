package org.sparklstm.job.data.sequence;

import org.sparklstm.core.sequence.Split;

/**
 * A labelled sequence, as a cursor finds it.
 *
 * @param values what the cursor has read; valid until it goes on
 * @param from first step of {@code values} that belongs to the sequence
 * @param length T, its number of steps
 * @param added how many of its last steps are new, if it overlaps with the sequence before and has
 *     the same home; else {@code length}
 * @param addedToSpan how many of its last steps no sequence before it has brought into its span
 * @param high upper half of the 128 bits that identify it: of its hash or, for a window, of its
 *     series' hash and its last row
 * @param low lower half of them
 * @param home decides the shard; sequences that overlap share it
 */
record LabelledSequence(
    SequenceReader values,
    int from,
    int length,
    int added,
    int addedToSpan,
    double label,
    double weight,
    Split split,
    long high,
    long low,
    long home) {
  /** Whether it needs no steps of the sequence before: it shares none, or has another home. */
  boolean isNew() {
    return added == length;
  }
}
