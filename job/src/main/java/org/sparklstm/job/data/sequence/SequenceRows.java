package org.sparklstm.job.data.sequence;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.sparklstm.job.config.SplitConfig;
import org.sparklstm.job.data.sequence.SequenceReader.Trouble;
import org.sparklstm.job.data.table.Fields;
import org.sparklstm.job.data.table.SeriesKey;
import org.sparklstm.job.spark.InternalRows;

/**
 * The rows of a table with one labelled sequence per row, or one series to cut windows from.
 *
 * @param rows rows of the columns that a {@link SequenceCursor} reads
 */
record SequenceRows(InternalRows rows, SequenceCursor.Rules rules) {

  /**
   * The rows of a table whose columns have been checked.
   *
   * @param split shares of the spans; empty if a column marks the rows for validation
   */
  static SequenceRows of(
      Dataset<?> table, SequenceColumns columns, Gaps gaps, Optional<SplitConfig> split) {
    SequenceFormat format = columns.format(table.schema(), "the table");
    SequenceCursor.Rules rules =
        new SequenceCursor.Rules(format, gaps, split.orElse(null), columns.cut().orElse(null));
    Column key =
        columns.splitBy().isEmpty()
            ? functions.lit(null).cast(DataTypes.StringType)
            : SeriesKey.text(table.schema(), columns.splitBy());
    Column features = Fields.column(columns.features());
    Column label = Fields.column(columns.label());
    Dataset<?> narrow =
        columns
            .cut()
            .<Dataset<?>>map(
                cut ->
                    table.select(
                        features,
                        label,
                        columns
                            .weight()
                            .map(Fields::column)
                            .orElse(functions.lit(null))
                            .cast(DataTypes.createArrayType(DataTypes.DoubleType)),
                        key,
                        SeriesKey.shown(table.schema(), cut.series())))
            .orElseGet(
                () ->
                    table.select(
                        features,
                        label.cast(DataTypes.DoubleType),
                        columns
                            .weight()
                            .map(Fields::column)
                            .orElse(functions.lit(1.0))
                            .cast(DataTypes.DoubleType),
                        columns.validation().map(Fields::column).orElse(functions.lit(false)),
                        key));
    return new SequenceRows(InternalRows.of(narrow), rules);
  }

  /**
   * Summarizes all rows in one pass.
   *
   * @param mostLabels largest number of distinct labels to count
   */
  SequenceSummary summary(int mostLabels) {
    SequenceCursor.Rules shared = rules;
    SequenceSummary all = new SequenceSummary(mostLabels);
    rows.mapPartitions(
            partition -> {
              SequenceSummary summary = new SequenceSummary(mostLabels);
              SequenceCursor cursor = SequenceCursor.of(partition, shared);
              SequenceCursor.Visitor visitor = new Summing(summary);
              while (cursor.advance(visitor)) {
                // the visitor adds each row to the summary
              }
              return List.of(summary).iterator();
            })
        .collect()
        .forEach(all::merge);
    return all;
  }

  /** Adds every row to a summary. */
  private record Summing(SequenceSummary summary) implements SequenceCursor.Visitor {
    @Override
    public void trouble(Trouble trouble, Supplier<String> row) {
      summary.trouble(trouble, row);
    }

    @Override
    public void badLabel(Supplier<String> row) {
      summary.badLabel(row);
    }

    @Override
    public void badWeight(Supplier<String> row) {
      summary.badWeight(row);
    }

    @Override
    public void leftOut() {
      summary.leftOut();
    }

    @Override
    public void tooShort(Supplier<String> series) {
      summary.tooShort(series);
    }

    @Override
    public void content(long high, long low) {
      summary.addContent(high, low);
    }

    @Override
    public void sequence(LabelledSequence sequence) {
      summary.add(sequence);
    }
  }
}
