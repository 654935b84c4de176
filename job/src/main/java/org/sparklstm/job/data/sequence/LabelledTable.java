package org.sparklstm.job.data.sequence;

import java.util.List;
import java.util.Optional;
import org.sparklstm.job.data.table.Table;

/**
 * A table with one row per sequence, or per series to cut windows from.
 *
 * @param columns columns of the sequence and its label
 * @param classes names of the classes by number, if they are known
 */
public record LabelledTable(Table table, SequenceColumns columns, Optional<List<String>> classes) {}
