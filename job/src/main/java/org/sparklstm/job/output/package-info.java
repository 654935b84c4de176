/** Directories of results that readers see whole, and that replace nothing that is not ours. */
package org.sparklstm.job.output;
