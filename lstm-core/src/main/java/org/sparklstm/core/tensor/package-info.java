/**
 * Views of row-major float matrices, and the layout of the flat parameter vector with PyTorch's
 * names.
 */
package org.sparklstm.core.tensor;
