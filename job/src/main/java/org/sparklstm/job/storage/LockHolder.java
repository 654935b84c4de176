package org.sparklstm.job.storage;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The process that holds a {@link RunLock}.
 *
 * @param id unique id of this lock
 * @param host host name, for messages only
 * @param machine boot id and PID namespace, which identify a machine or a container on it; empty if
 *     unknown
 * @param pid process id on that machine
 * @param started start time of the process, in clock ticks since boot; distinguishes processes that
 *     reuse an id
 * @param renewals number of renewals so far
 * @param isReleased whether the holder has released the lock, and its file only keeps the number
 */
record LockHolder(
    String id,
    String host,
    String machine,
    long pid,
    String started,
    long renewals,
    boolean isReleased) {
  /**
   * Position of {@code starttime} (field 22 of /proc/pid/stat) among the fields after the process
   * name. The name is skipped because it may contain spaces.
   */
  private static final int START = 20;

  /** Ids of the locks that this process holds. Any other lock with its pid is stale. */
  private static final Set<String> HELD = ConcurrentHashMap.newKeySet();

  /** Whether a holder is running, as far as can be seen from here. */
  enum Life {
    ALIVE,
    DEAD,
    UNKNOWN
  }

  /** Registers this process as a holder. */
  static LockHolder here() {
    long pid = ProcessHandle.current().pid();
    LockHolder holder =
        new LockHolder(
            UUID.randomUUID().toString(), hostName(), machineName(), pid, startOf(pid), 0, false);
    HELD.add(holder.id);
    return holder;
  }

  /** Unregisters the holder. */
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

  /** Empty on systems other than Linux. */
  private static String machineName() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip()
          + " "
          + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
    } catch (IOException | UnsupportedOperationException e) {
      return "";
    }
  }

  /** Empty if the process does not exist or is hidden. */
  private static String startOf(long pid) {
    try {
      String line = Files.readString(Path.of("/proc/" + pid + "/stat"));
      return line.substring(line.lastIndexOf(')') + 1).strip().split(" ", -1)[START - 1];
    } catch (IOException | ArrayIndexOutOfBoundsException e) {
      return "";
    }
  }

  /** Whether the holder is running. Unknown for processes on other machines. */
  Life life() {
    if (isReleased) {
      return Life.DEAD;
    }
    boolean here = machine != null && !machine.isEmpty() && machine.equals(machineName());
    if (!here) {
      return Life.UNKNOWN;
    } else if (pid == ProcessHandle.current().pid()) {
      return HELD.contains(id) ? Life.ALIVE : Life.DEAD;
    }
    String start = startOf(pid);
    if (start.isEmpty() && startOf(1).isEmpty()) {
      // /proc hides the processes of other users (hidepid)
      return Life.UNKNOWN;
    }
    return start.equals(started) ? Life.ALIVE : Life.DEAD;
  }

  LockHolder renewed() {
    return new LockHolder(id, host, machine, pid, started, renewals + 1, false);
  }

  LockHolder released() {
    return new LockHolder(id, host, machine, pid, started, renewals, true);
  }

  @Override
  public String toString() {
    return "process %d on %s".formatted(pid, host);
  }
}
