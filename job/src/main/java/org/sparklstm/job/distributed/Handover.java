package org.sparklstm.job.distributed;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Passes objects between driver and tasks in the same JVM (local mode) without serialization: only
 * their ids travel. An object that Spark discards, such as a duplicate result, stays here until
 * {@link #clear}.
 */
final class Handover {
  /** Claim on an object. */
  record Ticket(String owner, String id) implements java.io.Serializable {}

  private static final Map<Ticket, Object> WAITING = new ConcurrentHashMap<>();

  private Handover() {}

  static Ticket leave(String owner, Object object) {
    Ticket ticket = new Ticket(owner, UUID.randomUUID().toString());
    WAITING.put(ticket, object);
    return ticket;
  }

  /** Returns the object and keeps it. */
  static Object peek(Ticket ticket) {
    return WAITING.get(ticket);
  }

  /** Removes and returns the object. */
  static Object take(Ticket ticket) {
    return WAITING.remove(ticket);
  }

  /** Removes all objects of an owner. */
  static void clear(String owner) {
    WAITING.keySet().removeIf(ticket -> ticket.owner().equals(owner));
  }

  /** Number of objects not yet taken, for tests. */
  static int waiting() {
    return WAITING.size();
  }
}
