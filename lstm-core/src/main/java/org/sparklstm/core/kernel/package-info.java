/**
 * Matrix products, activations and gate functions: a facade that checks arguments, over
 * interchangeable providers.
 *
 * <p>The order of each sum is fixed per output element: ascending k, with one fused multiply-add
 * per term. Blocking and vector width therefore do not change the result, and all providers return
 * the same bits.
 */
package org.sparklstm.core.kernel;
