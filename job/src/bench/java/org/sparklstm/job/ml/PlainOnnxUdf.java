package org.sparklstm.job.ml;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.Map;
import org.apache.spark.sql.api.java.UDF1;
import scala.collection.Seq;

/**
 * A UDF that asks ONNX Runtime about one row, {@code array<array<double>>}, at a time, as its
 * documentation does: Java arrays go in and come out. The session is made once.
 */
final class PlainOnnxUdf implements UDF1<Seq<Seq<Double>>, Double> {
  private static final long serialVersionUID = 1L;

  /** Of this JVM; there is one thread that scores. */
  private static OrtSession session;

  private final byte[] model;

  /**
   * @param model takes (T, 1, I)
   */
  PlainOnnxUdf(byte[] model) {
    this.model = model;
  }

  private static synchronized OrtSession session(byte[] model) throws OrtException {
    if (session == null) {
      try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        session = OrtEnvironment.getEnvironment().createSession(model, options);
      }
    }
    return session;
  }

  @Override
  public Double call(Seq<Seq<Double>> sequence) throws OrtException {
    OrtSession own = session(model);
    float[][][] x = new float[sequence.length()][1][];
    for (int t = 0; t < x.length; t++) {
      Seq<Double> step = sequence.apply(t);
      x[t][0] = new float[step.length()];
      for (int i = 0; i < x[t][0].length; i++) {
        x[t][0][i] = step.apply(i).floatValue();
      }
    }
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OnnxTensor tensor = OnnxTensor.createTensor(environment, x);
        OrtSession.Result result = own.run(Map.of("x", tensor))) {
      return (double) ((float[][]) result.get(0).getValue())[0][0];
    }
  }
}
