/** What the commands do: train, evaluate and score, from a configuration to files. */
package org.sparklstm.job.run;
