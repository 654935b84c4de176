/** Distributions that outputs of a network tell: likelihoods to learn by, quantiles to forecast. */
package org.sparklstm.core.distribution;
