/** From a table to shards of sequences of tokens. */
package org.sparklstm.job.data.token;
