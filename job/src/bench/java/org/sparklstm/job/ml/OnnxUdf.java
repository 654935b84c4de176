package org.sparklstm.job.ml;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;
import org.apache.spark.sql.api.java.UDF1;
import scala.collection.Iterator;
import scala.collection.Seq;

/**
 * A UDF that asks ONNX Runtime about one row, {@code array<array<double>>}, at a time, tuned: the
 * tensor that goes in is used again for the next row, so that nothing but the run itself and
 * Spark's conversion of the row is left to pay.
 */
final class OnnxUdf implements UDF1<Seq<Seq<Double>>, Double> {
  private static final long serialVersionUID = 1L;

  /** Of this JVM; there is one thread that scores. */
  private static Scorer scorer;

  private final byte[] model;
  private final int steps;
  private final int inputs;

  /**
   * @param model takes (T, 1, I)
   * @param steps T
   * @param inputs I
   */
  OnnxUdf(byte[] model, int steps, int inputs) {
    this.model = model;
    this.steps = steps;
    this.inputs = inputs;
  }

  /** A session and the memory of its input. */
  private record Scorer(OrtSession session, FloatBuffer x, Map<String, OnnxTensor> named) {

    static Scorer of(byte[] model, int steps, int inputs) throws OrtException {
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        OrtSession session = environment.createSession(model, options);
        FloatBuffer x =
            ByteBuffer.allocateDirect(steps * inputs * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        OnnxTensor tensor = OnnxTensor.createTensor(environment, x, new long[] {steps, 1, inputs});
        return new Scorer(session, x, Map.of("x", tensor));
      }
    }
  }

  private static synchronized Scorer scorer(OnnxUdf udf) throws OrtException {
    if (scorer == null) {
      scorer = Scorer.of(udf.model, udf.steps, udf.inputs);
    }
    return scorer;
  }

  @Override
  public Double call(Seq<Seq<Double>> sequence) throws OrtException {
    Scorer own = scorer(this);
    own.x.clear();
    for (Iterator<Seq<Double>> rows = sequence.iterator(); rows.hasNext(); ) {
      for (Iterator<Double> values = rows.next().iterator(); values.hasNext(); ) {
        own.x.put(values.next().floatValue());
      }
    }
    try (OrtSession.Result result = own.session.run(own.named)) {
      return (double) ((OnnxTensor) result.get(0)).getFloatBuffer().get(0);
    }
  }
}
