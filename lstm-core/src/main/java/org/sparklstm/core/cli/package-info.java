/** The core by itself, from the command line: tools for checking and measuring it. */
package org.sparklstm.core.cli;
