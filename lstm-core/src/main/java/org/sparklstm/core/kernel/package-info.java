/**
 * The arithmetic everything else is made of: a checked facade over interchangeable providers.
 *
 * <p>The order of every sum is fixed per output element (k ascending, one fused multiply-add a
 * term), so that blocking and vector width never show in the result: providers agree to the bit.
 */
package org.sparklstm.core.kernel;
