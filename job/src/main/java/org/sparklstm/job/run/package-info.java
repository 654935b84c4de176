/** What the commands do: train, evaluate, score, plan and bench, from a configuration to files. */
package org.sparklstm.job.run;
