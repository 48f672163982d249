package dev.postern.e2e;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A TCP relay on loopback that can be told where to stop, so that a kill hits a chosen window.
 * Bytes pass untouched, TLS included; what is held is released or cut later.
 */
final class Relay implements AutoCloseable {

  /** Which way bytes flow, seen from the process that connects to the relay. */
  enum Direction {
    UPSTREAM,
    DOWNSTREAM
  }

  private static final int BUFFER = 16 * 1024;

  private final ServerSocket server;
  private final int target;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Gate upstream = new Gate();
  private final Gate downstream = new Gate();

  private Relay(ServerSocket server, int target) {
    this.server = server;
    this.target = target;
  }

  /** Listens on a free loopback port and relays to {@code target}. */
  static Relay to(int target) {
    try {
      ServerSocket server = new ServerSocket();
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      Relay relay = new Relay(server, target);
      Thread.ofVirtual().start(relay::accept);
      return relay;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return server.getLocalPort();
  }

  /**
   * From now on at most {@code bytes} more pass in this direction, over all connections together.
   */
  void holdAfter(Direction direction, long bytes) {
    lock.lock();
    try {
      Gate gate = gate(direction);
      gate.budget = bytes;
      gate.waiting = 0;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until at least {@code bytes} stand before a closed gate. */
  void awaitHeld(Direction direction, long bytes) throws TimeoutException, InterruptedException {
    lock.lock();
    try {
      long left = TimeUnit.SECONDS.toNanos(30);
      while (gate(direction).waiting < bytes) {
        if (left <= 0) {
          throw new TimeoutException(
              "only " + gate(direction).waiting + " bytes reached the gate " + direction);
        }
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Opens both gates. */
  void release() {
    lock.lock();
    try {
      upstream.open();
      downstream.open();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Closes every connection at once, as a dead link would; new ones are accepted. */
  void cut() {
    sockets.forEach(Relay::closeQuietly);
    sockets.clear();
    release();
  }

  @Override
  public void close() {
    closeQuietly(server);
    cut();
  }

  private Gate gate(Direction direction) {
    return switch (direction) {
      case UPSTREAM -> upstream;
      case DOWNSTREAM -> downstream;
    };
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        connect(server.accept());
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void connect(Socket near) {
    try {
      Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
      near.setTcpNoDelay(true);
      far.setTcpNoDelay(true);
      sockets.add(near);
      sockets.add(far);
      Thread.ofVirtual().start(() -> pump(near, far, upstream));
      Thread.ofVirtual().start(() -> pump(far, near, downstream));
    } catch (IOException e) {
      closeQuietly(near); // the far side is down: the near side sees what it would without a relay
    }
  }

  private void pump(Socket from, Socket to, Gate gate) {
    byte[] buffer = new byte[BUFFER];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        int sent = 0;
        while (sent < n) {
          int allowed = pass(gate, n - sent);
          out.write(buffer, sent, allowed);
          sent += allowed;
        }
        out.flush();
      }
    } catch (IOException e) {
      closeQuietly(from);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      sockets.remove(from);
      sockets.remove(to);
    }
  }

  /** How many of the wanted bytes may pass; waits while none may. */
  private int pass(Gate gate, int wanted) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      if (gate.budget <= 0) {
        gate.waiting += wanted;
        changed.signalAll();
        while (gate.budget <= 0) {
          changed.await();
        }
      }
      int allowed = (int) Math.min(wanted, gate.budget);
      if (gate.budget != Long.MAX_VALUE) {
        gate.budget -= allowed;
      }
      return allowed;
    } finally {
      lock.unlock();
    }
  }

  private static void closeQuietly(Closeable closeable) {
    try {
      closeable.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Gate {
    private long budget = Long.MAX_VALUE;
    private long waiting;

    private void open() {
      budget = Long.MAX_VALUE;
      waiting = 0;
    }
  }
}
