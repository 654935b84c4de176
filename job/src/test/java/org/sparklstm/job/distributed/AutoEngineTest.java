package org.sparklstm.job.distributed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sparklstm.core.exact.GradientSum;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.core.train.Block;
import org.sparklstm.core.train.ForecastErrors;
import org.sparklstm.core.train.StepPlan;

/** The quicker engine is kept, whichever it is. */
class AutoEngineTest {
  private static final StepPlan PLAN = new StepPlan(1, 0, 0, List.of(new Block(0, 0, 0, 1)));

  /** Takes its time. */
  private static final class Sleeper implements TimedEngine {
    private final String name;
    private final long millis;
    private int calls;

    Sleeper(String name, long millis) {
      this.name = name;
      this.millis = millis;
    }

    @Override
    public long[] windows(Split split) {
      return new long[0];
    }

    @Override
    public GradientSum gradients(float[] parameters, StepPlan plan, int exponent) {
      calls++;
      try {
        Thread.sleep(millis);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return new GradientSum(exponent, 1);
    }

    @Override
    public ForecastErrors evaluate(float[] parameters, Split split) {
      return null;
    }

    @Override
    public StepTimes takeTimes() {
      return StepTimes.NONE;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public int slots() {
      return 1;
    }
  }

  @Test
  void theQuickerOneIsKept() {
    for (boolean firstIsQuick : new boolean[] {true, false}) {
      Sleeper first = new Sleeper("distributed", firstIsQuick ? 1 : 20);
      Sleeper second = new Sleeper("single", firstIsQuick ? 20 : 1);
      List<String> said = new ArrayList<>();
      AutoEngine auto = new AutoEngine(first, second, said::add);
      assertThat(auto.name()).isEqualTo("auto");
      for (int step = 0; step < 40; step++) {
        auto.gradients(new float[0], PLAN, 0);
      }
      Sleeper quick = firstIsQuick ? first : second;
      Sleeper slow = firstIsQuick ? second : first;
      assertThat(auto.name()).isEqualTo(quick.name());
      assertThat(slow.calls).isBetween(3, 12);
      assertThat(quick.calls).isEqualTo(40 - slow.calls);
      assertThat(said).hasSize(1);
      assertThat(said.get(0)).contains(quick.name() + " from here on");
    }
  }
}
