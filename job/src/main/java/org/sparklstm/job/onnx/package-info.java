/** Models in ONNX's format, for other systems to serve, and from them. */
package org.sparklstm.job.onnx;
