package org.sparklstm.job.onnx;

import org.sparklstm.core.layer.NetworkSpec;

/**
 * A network that has come from elsewhere.
 *
 * @param network its layers; without a head where there was none
 * @param weights the flat parameters, in its layout. Not modified.
 */
public record ImportedNetwork(NetworkSpec network, float[] weights) {}
