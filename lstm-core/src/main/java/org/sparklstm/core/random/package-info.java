/** PyTorch's random number generator, and a counter-based generator without state. */
package org.sparklstm.core.random;
