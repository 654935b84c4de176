package org.sparklstm.core.kernel;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/** What makes the kernels fast, if this JVM has it. Results are the same bits without. */
final class JvmSupport {
  private JvmSupport() {}

  /** Whether Java was started with the Vector API's module. */
  static boolean hasVectors() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
  }

  /**
   * Whether {@link Math#fma} is an instruction of the processor. If not, Java computes it with
   * decimal numbers of any length, a thousand times slower.
   */
  static boolean hasFusedMultiplyAdd() {
    String fma = option("UseFMA");
    return fma == null || Boolean.parseBoolean(fma);
  }

  /** The value of an option; null on another virtual machine, or one without it. */
  private static String option(String name) {
    try {
      HotSpotDiagnosticMXBean options =
          ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
      return options == null ? null : options.getVMOption(name).getValue();
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /**
   * The number of vectors that the JIT compiler keeps in registers.
   *
   * @param lanes floats per vector
   */
  static int vectorRegisters(int lanes) {
    boolean isArm = System.getProperty("os.arch").equals("aarch64");
    boolean hasAvx512 = lanes >= 16 || "3".equals(option("UseAVX"));
    return isArm || hasAvx512 ? 32 : 16;
  }

  /** Warns of what is missing. */
  static void warn() {
    System.Logger log = System.getLogger(Kernels.class.getName());
    if (!hasVectors()) {
      log.log(
          System.Logger.Level.WARNING,
          "training runs several times slower without the Vector API: start Java with --add-modules jdk.incubator.vector");
    }
    if (!hasFusedMultiplyAdd()) {
      log.log(
          System.Logger.Level.WARNING,
          "training runs a thousand times slower without fused multiply-adds, which this processor does not have or which -XX:-UseFMA turns off");
    }
  }
}
