package org.sparklstm.job.distributed;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Objects that pass between driver and tasks of one JVM, as in local mode, without being written
 * and read: only their number travels. What Spark discards, a result that came twice for example,
 * is left here until {@link #clear}.
 */
final class Handover {
  /** Where an object waits. */
  record Ticket(String owner, String id) implements java.io.Serializable {}

  private static final Map<Ticket, Object> WAITING = new ConcurrentHashMap<>();

  private Handover() {}

  static Ticket leave(String owner, Object object) {
    Ticket ticket = new Ticket(owner, UUID.randomUUID().toString());
    WAITING.put(ticket, object);
    return ticket;
  }

  /** Looks at what waits there. */
  static Object at(Ticket ticket) {
    return WAITING.get(ticket);
  }

  /** Takes it away. */
  static Object take(Ticket ticket) {
    return WAITING.remove(ticket);
  }

  /** Throws away what an owner has left. */
  static void clear(String owner) {
    WAITING.keySet().removeIf(ticket -> ticket.owner().equals(owner));
  }

  /** For tests. */
  static int waiting() {
    return WAITING.size();
  }
}
