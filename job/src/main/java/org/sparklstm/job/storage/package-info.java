/** Files on any Hadoop file system: written whole, replaced in one act, and guarded by locks. */
package org.sparklstm.job.storage;
