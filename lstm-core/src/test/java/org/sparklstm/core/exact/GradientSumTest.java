package org.sparklstm.core.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GradientSumTest {
  private static final int SIZE = 50;

  private static List<float[]> blocks(int count, float scale) {
    Random random = new Random(3);
    List<float[]> blocks = new ArrayList<>();
    for (int b = 0; b < count; b++) {
      float[] gradient = new float[SIZE];
      for (int i = 0; i < SIZE; i++) {
        gradient[i] = (float) random.nextGaussian() * scale;
      }
      blocks.add(gradient);
    }
    return blocks;
  }

  private static float[] mean(List<float[]> blocks, int exponent, int groups) {
    GradientSum[] parts = new GradientSum[groups];
    for (int i = 0; i < groups; i++) {
      parts[i] = new GradientSum(exponent, blocks.size());
    }
    for (int b = 0; b < blocks.size(); b++) {
      parts[b % groups].take(blocks.get(b).clone(), 0.1, 2, 2);
    }
    GradientSum total = new GradientSum(exponent, blocks.size());
    for (GradientSum part : parts) {
      total = total.merge(part);
    }
    assertThat(total.fits()).isTrue();
    assertThat(total.examples()).isEqualTo(2L * blocks.size());
    float[] mean = new float[SIZE];
    total.mean(mean);
    return mean;
  }

  @Test
  void isTheSameForEveryOrderAndGrouping() {
    List<float[]> blocks = blocks(37, 0.01f);
    int exponent = GradientSum.exponentFor(0.05f, blocks.size());
    float[] expected = mean(blocks, exponent, 1);
    for (int groups = 2; groups < 9; groups++) {
      Collections.shuffle(blocks, new Random(groups));
      assertThat(mean(blocks, exponent, groups)).containsExactly(expected);
    }
  }

  @Test
  void leavesNothingOfWhatItTakes() {
    float[] gradient = {1f, -2f, 3f};
    GradientSum sum = new GradientSum(40, 2);
    sum.takePart(gradient, 1, 3);
    assertThat(gradient).containsExactly(1f, 0f, 0f);
    sum.take(gradient, 0, 1, 1);
    assertThat(gradient).containsOnly(0f);
    sum.mean(gradient);
    assertThat(gradient).containsExactly(1f, -2f, 3f);
  }

  @Test
  void losesFarLessThanFloatsDo() {
    List<float[]> blocks = blocks(64, 1e-6f);
    float[] mean = mean(blocks, GradientSum.exponentFor(5e-6f, 64), 4);
    for (int i = 0; i < SIZE; i++) {
      double sum = 0;
      for (float[] block : blocks) {
        sum += block[i];
      }
      assertThat(Math.abs(mean[i] - sum / 128))
          .isLessThan(1e-7 * 1e-6 + Math.abs(sum / 128) * 6e-8);
    }
  }

  @Test
  void reportsGradientsBeyondTheRange() {
    int exponent = GradientSum.exponentFor(1f, 8);
    GradientSum grown = new GradientSum(exponent, 8);
    grown.take(new float[] {63f}, 1, 1, 1);
    assertThat(grown.fits()).isTrue();
    grown.take(new float[] {-200f}, 1, 1, 1);
    assertThat(grown.fits()).isFalse();
    assertThat(grown.isFinite()).isTrue();
    assertThat(grown.largest()).isEqualTo(200f);

    GradientSum again = new GradientSum(GradientSum.exponentFor(grown.largest(), 8), 8);
    for (int i = 0; i < 8; i++) {
      again.take(new float[] {-200f}, 1, 1, 1);
    }
    assertThat(again.fits()).isTrue();
    float[] mean = new float[1];
    again.mean(mean);
    assertThat(mean[0]).isEqualTo(-200f);
  }

  @Test
  void reportsATooCoarseScale() {
    GradientSum coarse = new GradientSum(GradientSum.exponentFor(1e6f, 8), 8);
    coarse.take(new float[] {1f}, 1, 1, 1);
    assertThat(coarse.fits()).isTrue();
    assertThat(coarse.suits()).isFalse();
    GradientSum right = new GradientSum(GradientSum.exponentFor(100f, 8), 8);
    right.take(new float[] {1f}, 1, 1, 1);
    assertThat(right.suits()).isTrue();
    assertThat(new GradientSum(40, 8).suits()).isTrue();
  }

  @Test
  void detectsNonFiniteGradientsAndLosses() {
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      GradientSum sum = new GradientSum(40, 2);
      sum.take(new float[] {1f, bad, 2f}, 1, 1, 1);
      assertThat(sum.isFinite()).isFalse();
    }
    GradientSum loss = new GradientSum(40, 2);
    loss.take(new float[] {1f}, Double.NaN, 1, 1);
    assertThat(loss.isFinite()).isFalse();
  }

  @Test
  void anEmptyPartChangesNothing() {
    GradientSum sum = new GradientSum(40, 2);
    sum.take(new float[] {1.5f}, 0.5, 3, 3);
    GradientSum merged = new GradientSum(40, 2).merge(sum).merge(new GradientSum(40, 2));
    float[] mean = new float[1];
    merged.mean(mean);
    assertThat(mean[0]).isEqualTo(0.5f);
    assertThat(merged.loss()).isEqualTo(0.5);
  }

  @Test
  void bothWrittenFormsReadBackAsTheSameSum() {
    GradientSum sum = new GradientSum(GradientSum.exponentFor(0.05f, 2), 2);
    blocks(2, 0.01f).forEach(block -> sum.take(block, 0.25, 3, 4));
    float[] expected = new float[SIZE];
    sum.mean(expected);
    assertThat(sum.writePacked().length).isLessThan(sum.write().length);
    for (byte[] written : List.of(sum.write(), sum.writePacked())) {
      GradientSum read = GradientSum.read(written);
      float[] mean = new float[SIZE];
      read.mean(mean);
      assertThat(mean).containsExactly(expected);
      assertThat(read.largest()).isEqualTo(sum.largest());
      assertThat(read.loss()).isEqualTo(0.5);
      assertThat(read.weight()).isEqualTo(6);
      assertThat(read.examples()).isEqualTo(8);
    }
  }

  @Test
  void partsOfDifferentScaleAreRejected() {
    assertThatThrownBy(() -> new GradientSum(40, 1).merge(new GradientSum(39, 1)))
        .hasMessageContaining("belong to different steps");
  }
}
