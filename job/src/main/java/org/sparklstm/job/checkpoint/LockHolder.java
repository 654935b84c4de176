package org.sparklstm.job.checkpoint;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who holds a {@link RunLock}.
 *
 * @param id of this very lock
 * @param host for people
 * @param machine tells machines, and containers on them, apart; empty where it is not known
 * @param pid process on that machine
 * @param started when that process was, in ticks of a clock that nobody sets
 * @param renewals so far
 */
record LockHolder(String id, String host, String machine, long pid, String started, long renewals) {
  /** Where field 22 of a process's line lies behind its name, which may hold anything. */
  private static final int START = 20;

  /** Ids of the locks that this process holds: one that it has left behind is a dead one's. */
  private static final Set<String> HELD = ConcurrentHashMap.newKeySet();

  /** What can be known of a holder. */
  enum Life {
    ALIVE,
    DEAD,
    UNKNOWN
  }

  /** This process, which counts as a holder from here on. */
  static LockHolder here() {
    long pid = ProcessHandle.current().pid();
    LockHolder holder =
        new LockHolder(
            UUID.randomUUID().toString(), hostName(), machineName(), pid, startOf(pid), 0);
    HELD.add(holder.id);
    return holder;
  }

  /** It holds nothing any more. */
  void release() {
    HELD.remove(id);
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "an unknown host";
    }
  }

  /** Empty but on Linux. */
  private static String machineName() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip()
          + " "
          + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
    } catch (IOException | UnsupportedOperationException e) {
      return "";
    }
  }

  /** Empty where no such process can be seen. */
  private static String startOf(long pid) {
    try {
      String line = Files.readString(Path.of("/proc/" + pid + "/stat"));
      return line.substring(line.lastIndexOf(')') + 1).strip().split(" ", -1)[START - 1];
    } catch (IOException | ArrayIndexOutOfBoundsException e) {
      return "";
    }
  }

  /** What can be known of it from here: of a process on another machine nothing. */
  Life life() {
    boolean here = machine != null && !machine.isEmpty() && machine.equals(machineName());
    if (!here) {
      return Life.UNKNOWN;
    } else if (pid == ProcessHandle.current().pid()) {
      return HELD.contains(id) ? Life.ALIVE : Life.DEAD;
    }
    String start = startOf(pid);
    if (start.isEmpty() && startOf(1).isEmpty()) {
      // other users' processes are hidden here
      return Life.UNKNOWN;
    }
    return start.equals(started) ? Life.ALIVE : Life.DEAD;
  }

  LockHolder renewed() {
    return new LockHolder(id, host, machine, pid, started, renewals + 1);
  }

  @Override
  public String toString() {
    return "process %d on %s".formatted(pid, host);
  }
}
