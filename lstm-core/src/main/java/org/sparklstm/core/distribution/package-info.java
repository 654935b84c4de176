/**
 * Distributions that outputs of a network tell: likelihoods to learn by, the same bits on every
 * machine, and quantiles to forecast, whose last digits may differ between processors or JDKs.
 */
package org.sparklstm.core.distribution;
