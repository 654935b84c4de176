/**
 * Sums that do not depend on the order of their terms, so that results do not depend on which task
 * computed which part, or finished first.
 */
package org.sparklstm.core.exact;
