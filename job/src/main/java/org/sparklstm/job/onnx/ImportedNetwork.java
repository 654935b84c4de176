package org.sparklstm.job.onnx;

import org.sparklstm.core.layer.NetworkSpec;

/**
 * A network read from an ONNX file.
 *
 * @param network the layers; has no head if the file has none
 * @param weights flat parameters in the network's layout. Not modified.
 */
public record ImportedNetwork(NetworkSpec network, float[] weights) {}
