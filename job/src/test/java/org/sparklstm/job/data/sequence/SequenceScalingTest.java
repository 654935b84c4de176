package org.sparklstm.job.data.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sparklstm.job.spark.SparkRows.array;
import static org.sparklstm.job.spark.SparkRows.doubles;
import static org.sparklstm.job.spark.SparkRows.row;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.sparklstm.core.sequence.Sequences;
import org.sparklstm.job.data.table.Statistics;
import org.sparklstm.job.spark.NestedNumbers.Layout;

class SequenceScalingTest {
  private static final List<Double> MEANS = List.of(0.1, -3.0, 2.5);
  private static final List<Double> SCALES = List.of(0.7, 3.0, 4.0);
  private static final Statistics STATISTICS =
      new Statistics(List.of("v[0]", "v[1]", "y"), MEANS, SCALES);

  private static SequenceReader reader(double[]... steps) {
    SequenceReader reader =
        new SequenceReader(
            new SequenceFormat(Layout.ARRAYS, DataTypes.DoubleType, 0), Gaps.REFUSED);
    Object[] cells = Arrays.stream(steps).map(step -> doubles(step)).toArray();
    assertThat(reader.read(row(array(cells)), 0)).isNull();
    return reader;
  }

  @Test
  void valuesAreScaledColumnByColumnAndAppended() {
    SequenceScaling scaling = SequenceScaling.ofNumbers(STATISTICS);
    assertThat(scaling.inputs()).isEqualTo(2);
    Sequences sequences = new Sequences(2);
    // more than the initial capacity
    double[][] steps = new double[50][];
    for (int t = 0; t < steps.length; t++) {
      steps[t] = new double[] {t / 7.0, 1.0 / (t + 1)};
    }
    scaling.add(reader(steps), sequences);
    scaling.add(reader(new double[] {8, 9}), sequences);
    assertThat(sequences.count()).isEqualTo(102);
    for (int i = 0; i < 102; i++) {
      int column = i % 2;
      double value = i < 100 ? steps[i / 2][column] : 8 + column;
      float expected = (float) ((value - MEANS.get(column)) * (1 / SCALES.get(column)));
      assertThat(Float.floatToRawIntBits(sequences.values()[i]))
          .as("value %d", i)
          .isEqualTo(Float.floatToRawIntBits(expected));
    }
  }

  @Test
  void labelsThatAreNumbersAreScaledAndRestored() {
    SequenceScaling scaling = SequenceScaling.ofNumbers(STATISTICS);
    assertThat(scaling.scaleLabel(10.5)).isEqualTo(2f);
    assertThat(scaling.restoreLabel(2f)).isEqualTo(10.5);
    assertThat(scaling.labelScale()).isEqualTo(4.0);
  }

  @Test
  void labelsThatAreClassesStayAsTheyAre() {
    SequenceScaling scaling = SequenceScaling.ofClasses(STATISTICS);
    assertThat(scaling.inputs()).isEqualTo(3);
    assertThat(scaling.scaleLabel(7)).isEqualTo(7f);
    assertThat(scaling.restoreLabel(7f)).isEqualTo(7);
    assertThat(scaling.labelScale()).isEqualTo(1);
  }

  @Test
  void valuesOfAStepAreNamedByColumnAndIndex() {
    assertThat(SequenceScaling.names("v", 1)).containsExactly("v");
    assertThat(SequenceScaling.names("v", 3)).containsExactly("v[0]", "v[1]", "v[2]");
  }
}
