/** From a table of labelled sequences to shards. */
package org.sparklstm.job.data.sequence;
