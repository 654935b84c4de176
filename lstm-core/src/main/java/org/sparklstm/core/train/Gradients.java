package org.sparklstm.core.train;

import java.nio.ByteBuffer;
import org.sparklstm.core.exact.GradientSum;

/**
 * What a step computes.
 *
 * @param sum of the gradients
 * @param states that streams end the step with
 */
public record Gradients(GradientSum sum, StreamStates states) {

  /** Gradients of examples. */
  public static Gradients of(GradientSum sum) {
    return new Gradients(sum, new StreamStates());
  }

  /** The bytes of both, the sum as it is or packed. */
  public byte[] write(Form form) {
    byte[] written = form == Form.PACKED ? sum.writePacked() : sum.write();
    ByteBuffer all = ByteBuffer.allocate(states.bytes() + written.length);
    states.write(all);
    return all.put(written).array();
  }

  /** Reads what {@link #write} has written. */
  public static Gradients read(byte[] written) {
    ByteBuffer all = ByteBuffer.wrap(written);
    StreamStates states = StreamStates.read(all);
    byte[] rest = new byte[all.remaining()];
    all.get(rest);
    return new Gradients(GradientSum.read(rest), states);
  }

  /** How sums are written. */
  public enum Form {
    PLAIN,
    PACKED
  }

  /** Adds those of other blocks of the same step. Modified, as is {@code other}. */
  public Gradients merge(Gradients other) {
    return new Gradients(sum.merge(other.sum), states.merge(other.states));
  }
}
