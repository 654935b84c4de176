/** Series, windows on them, and filling a batch: everything once, windows as views. */
package org.sparklstm.core.sequence;
