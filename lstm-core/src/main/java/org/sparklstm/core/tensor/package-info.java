/** Row-major float matrices as views, and the flat parameter vector with PyTorch's names. */
package org.sparklstm.core.tensor;
