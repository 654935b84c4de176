/**
 * Series, labelled sequences, and windows as views: the cached examples, and reading them into
 * batches.
 */
package org.sparklstm.core.sequence;
