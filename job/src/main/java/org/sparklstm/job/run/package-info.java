/**
 * The commands behind the command line: train, evaluate, score, promote, plan, bench and others.
 */
package org.sparklstm.job.run;
