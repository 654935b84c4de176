/**
 * Sums that do not depend on the order of their terms, so that who computed what, and who finished
 * first, never shows in a result.
 */
package org.sparklstm.core.exact;
