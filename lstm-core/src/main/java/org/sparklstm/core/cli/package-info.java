/** The command line of the core: tools to check and measure it. */
package org.sparklstm.core.cli;
