/** Random numbers as PyTorch draws them, and a counter-based generator that needs no state. */
package org.sparklstm.core.random;
