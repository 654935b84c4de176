/** Checkpoints: the state of a training, with a manifest that says whether it is whole. */
package org.sparklstm.job.checkpoint;
