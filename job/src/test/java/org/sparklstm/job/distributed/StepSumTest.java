package org.sparklstm.job.distributed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.serializer.JavaSerializer;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.serializer.Serializer;
import org.apache.spark.serializer.SerializerInstance;
import org.junit.jupiter.api.Test;
import org.sparklstm.core.exact.GradientSum;
import org.sparklstm.core.train.Gradients;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/** Sums and parameters sent between driver and tasks, with both of Spark's serializers. */
class StepSumTest {
  private static final int EXPONENT = 40;
  private static final int SIZE = 1000;

  private static GradientSum sum(float scale) {
    float[] gradient = new float[SIZE];
    for (int i = 0; i < SIZE; i++) {
      gradient[i] = scale * (i - 300);
    }
    GradientSum sum = new GradientSum(EXPONENT, 3);
    sum.take(gradient, scale, 7, 7);
    return sum;
  }

  private static float[] mean(GradientSum sum) {
    float[] mean = new float[SIZE];
    sum.mean(mean);
    return mean;
  }

  private static List<Serializer> serializers() {
    SparkConf conf =
        new SparkConf(false).set("spark.kryo.registrator", KryoRecords.class.getName());
    return List.of(new JavaSerializer(conf), new KryoSerializer(conf));
  }

  private static <T> T roundTrip(T value, Serializer serializer) {
    SerializerInstance instance = serializer.newInstance();
    ClassTag<T> tag = ClassTag$.MODULE$.apply(value.getClass());
    ByteBuffer written = instance.serialize(value, tag);
    return instance.deserialize(written, tag);
  }

  private static Gradients gradients(float loss) {
    return Gradients.of(sum(loss));
  }

  @Test
  void aSumSurvivesSerialization() {
    for (Serializer serializer : serializers()) {
      assertTheSame(serializer, true);
      assertTheSame(serializer, false);
    }
  }

  private static void assertTheSame(Serializer serializer, boolean packed) {
    StepSum here = StepSum.of(gradients(0.25f), null, packed, 17, 34, 5);
    StepSum there = roundTrip(here, serializer);
    assertThat(mean(there.sum().sum())).containsExactly(mean(here.sum().sum()));
    assertThat(there.sum().sum().loss()).isEqualTo(0.25);
    assertThat(there.sum().sum().examples()).isEqualTo(7);
    assertThat(there.sum().sum().largest()).isEqualTo(here.sum().sum().largest());
    assertThat(there.tasks()).isEqualTo(1);
    assertThat(there.slowestNanos()).isEqualTo(17);
    assertThat(there.gatherNanos()).isEqualTo(5);
    if (packed) {
      assertThat(there.bytes()).isBetween(2L * SIZE, 8L * SIZE);
    } else {
      assertThat(there.bytes()).isBetween(8L * SIZE, 8L * SIZE + 1500);
    }
    assertThat(there.merge(StepSum.of(gradients(1), null, packed, 20, 40, 1)).sum().sum().loss())
        .isEqualTo(1.25);
    assertThat(there.slowestNanos()).isEqualTo(20);
    assertThat(there.allNanos()).isEqualTo(37);
    assertThat(there.busyNanos()).isEqualTo(74);
    assertThat(there.mergeNanos()).isPositive();
    assertThat(there.writeNanos()).isPositive();
  }

  @Test
  void anEmptySumIsSmall() {
    for (Serializer serializer : serializers()) {
      StepSum there =
          roundTrip(new StepSum(Gradients.of(new GradientSum(EXPONENT, 3))), serializer);
      assertThat(there.bytes()).isLessThan(1500);
      assertThat(there.merge(StepSum.of(gradients(1), null, true, 1, 1, 1)).sum().sum().examples())
          .isEqualTo(7);
    }
  }

  @Test
  void inOneJvmASumIsHandedOverAndNoTicketIsLeft() {
    for (Serializer serializer : serializers()) {
      StepSum task = new StepSum(Gradients.of(new GradientSum(EXPONENT, 3)));
      GradientSum own = sum(1);
      task.merge(StepSum.of(Gradients.of(own), "some run", true, 1, 1, 1));
      StepSum there = roundTrip(task, serializer);
      assertThat(mean(there.sum().sum())).containsExactly(mean(own));
      assertThat(there.bytes()).isLessThan(200);
      assertThat(Handover.waiting()).isZero();
    }
  }

  @Test
  void clearRemovesTheObjectsOfOneOwnerOnly() {
    Handover.leave("one", "a");
    Handover.Ticket kept = Handover.leave("other", "b");
    Handover.clear("one");
    assertThat(Handover.waiting()).isEqualTo(1);
    assertThat(Handover.take(kept)).isEqualTo("b");
  }

  @Test
  void floatsSurviveSerialization() {
    float[] values = {1.5f, -0f, Float.NaN, Float.MIN_VALUE};
    for (Serializer serializer : serializers()) {
      assertThat(roundTrip(new Floats(values), serializer).values()).containsExactly(values);
    }
  }
}
