/** Export of models to ONNX and import of weights from ONNX. */
package org.sparklstm.job.onnx;
