package org.sparklstm.core.train;

import java.io.Serializable;

/**
 * The rows of weights by token that a step touches.
 *
 * @param read tokens whose vectors it reads, ascending
 * @param answered tokens whose logits it computes, targets and negatives, ascending; those of
 *     {@code read} too, and the same array, if both have one weight
 * @param negatives null if the logits of all tokens are computed
 */
public record TouchedRows(int[] read, int[] answered, Negatives negatives)
    implements Serializable {}
