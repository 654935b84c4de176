package org.sparklstm.core.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.sparklstm.core.random.CounterRandom;
import org.sparklstm.core.sequence.Split;

/** The details that errors of a test span collect for reports. */
class DetailTest {

  @Test
  void theSampleDoesNotDependOnOrder() {
    List<Long> keys = LongStream.range(0, 500).mapToObj(i -> CounterRandom.bits(3, i)).toList();
    Sample<Long> sample = new Sample<>(7);
    keys.forEach(key -> sample.add(key, () -> key));
    Sample<Long> even = new Sample<>(7);
    Sample<Long> odd = new Sample<>(7);
    for (int i = keys.size() - 1; i >= 0; i--) {
      long key = keys.get(i);
      (i % 2 == 0 ? even : odd).add(key, () -> key);
    }
    odd.merge(even);
    assertThat(sample.values()).isEqualTo(keys.stream().sorted().limit(7).toList());
    assertThat(odd.values()).isEqualTo(sample.values());
    Sample<Long> none = new Sample<>(0);
    none.add(1, () -> 1L);
    assertThat(none.values()).isEmpty();
  }

  @Test
  void errorsFallIntoBins() {
    ErrorHistogram histogram = new ErrorHistogram();
    for (double error : new double[] {-50, -0.005, 0, 0.004, 0.0151, 9.999, 10, 1e300}) {
      histogram.add(error);
    }
    ErrorHistogram other = new ErrorHistogram();
    other.add(0.001);
    histogram.add(other);
    int middle = histogram.bins() / 2;
    assertThat(histogram.from(middle)).isZero();
    assertThat(histogram.from(histogram.bins())).isEqualTo(10);
    assertThat(histogram.count(0)).isEqualTo(1);
    assertThat(histogram.count(middle - 1)).isEqualTo(1);
    assertThat(histogram.count(middle)).isEqualTo(3);
    assertThat(histogram.count(middle + 1)).isEqualTo(1);
    assertThat(histogram.count(histogram.bins() - 1)).isEqualTo(3);
  }

  @Test
  void stepsOfTheHorizonAreKeptApart() {
    HorizonErrors errors = new HorizonErrors(2);
    HorizonErrors other = new HorizonErrors(2);
    add(errors, new double[][] {{1, -3}, {0, 2}}, 10);
    add(other, new double[][] {{1, 1}, {4, 0}}, 20);
    errors.merge(other);
    assertThat(errors.squaredError(0)).isEqualTo((1 + 9 + 1 + 1) / 4.0);
    assertThat(errors.squaredError(1)).isEqualTo((4 + 16) / 4.0);
    assertThat(errors.absoluteError(0)).isEqualTo(6 / 4.0);
    assertThat(errors.absoluteError(1)).isEqualTo(6 / 4.0);
    assertThat(errors.naiveSquaredError(0)).isEqualTo((100 + 400) / 2.0);
    assertThat(errors.naiveAbsoluteError(1)).isEqualTo(15);
  }

  private static void add(HorizonErrors errors, double[][] steps, double naive) {
    for (int step = 0; step < steps.length; step++) {
      for (double error : steps[step]) {
        errors.add(error, naive);
      }
      errors.endStep(step);
    }
  }

  @Test
  void onlyTestSpansCollectDetails() {
    Regression regression = new Regression(1, LossKind.MSE);
    RegressionErrors test = regression.noErrors(Split.TEST);
    test.sample(1, 2, 3);
    assertThat(test.answers()).containsExactly(new RegressionErrors.Answer(1, 2));
    RegressionErrors validation = regression.noErrors(Split.VALIDATION);
    validation.sample(1, 2, 3);
    assertThat(validation.answers()).isEmpty();
  }
}
