package dev.postern.indexer.mllp;

import dev.postern.indexer.ingest.AuditTrail.AuditTrailUnavailable;
import dev.postern.indexer.ingest.DocumentType;
import dev.postern.indexer.ingest.Upload;
import dev.postern.indexer.mllp.BoundFeed.Peer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * Takes HL7 v2 messages as documents of the feeds they are bound to. A message is answered once it
 * is stored, and not otherwise than by its header and a code: it is read later, in a parser child.
 */
public final class MllpListener implements AutoCloseable {

  private static final System.Logger LOGGER = System.getLogger(MllpListener.class.getName());

  private static final int DIGEST_IN_NAME = 16;

  /**
   * What is listened to.
   *
   * @param mutualTls whether peers show a certificate; else their addresses have to tell
   * @param maxBytes of a message
   * @param idle after which a connection is closed
   * @param connections at once; more are closed unheard
   */
  public record Limits(boolean mutualTls, int maxBytes, Duration idle, int connections) {}

  /** Takes a document in: stored when it returns. */
  @FunctionalInterface
  public interface Intake {
    void accept(String actor, Upload upload) throws AuditTrailUnavailable;
  }

  private final List<BoundFeed> feeds;
  private final Limits limits;
  private final Intake intake;
  private final Clock clock;
  private final Supplier<String> ids;
  private final ServerSocket server;
  private final Semaphore free;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  /**
   * @param sockets of TLS 1.3 where peers show certificates
   * @param address null: any of this host
   */
  public MllpListener(
      List<BoundFeed> feeds,
      Limits limits,
      ServerSocketFactory sockets,
      @Nullable InetAddress address,
      int port,
      Intake intake,
      Clock clock,
      Supplier<String> ids)
      throws IOException {
    this.feeds = List.copyOf(feeds);
    this.limits = limits;
    this.intake = intake;
    this.clock = clock;
    this.ids = ids;
    this.free = new Semaphore(limits.connections());
    this.server = sockets.createServerSocket(port, 50, address);
    if (limits.mutualTls()) {
      if (!(server instanceof SSLServerSocket tls)) {
        throw new IllegalArgumentException("peers cannot show certificates without TLS");
      }
      tls.setNeedClientAuth(true);
      tls.setEnabledProtocols(new String[] {"TLSv1.3"});
    }
  }

  /** Starts to listen. */
  public void start() {
    Thread.ofPlatform().daemon().name("mllp").start(this::run);
  }

  /** Where it listens. */
  public int port() {
    return server.getLocalPort();
  }

  private void run() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        if (free.tryAcquire()) {
          open.add(socket);
          Thread.ofVirtual().name("mllp-peer").start(() -> serve(socket));
        } else {
          socket.close();
        }
      } catch (IOException e) {
        LOGGER.log(System.Logger.Level.DEBUG, "a connection failed: {0}", e.getClass().getName());
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setSoTimeout((int) limits.idle().toMillis());
      Peer peer = peer(socket);
      List<BoundFeed> its = feeds.stream().filter(feed -> feed.isFrom(peer)).toList();
      if (!its.isEmpty()) { // a stranger is not answered
        converse(socket, its);
      }
    } catch (IOException e) {
      LOGGER.log(System.Logger.Level.DEBUG, "a peer went: {0}", e.getClass().getName());
    } finally {
      open.remove(socket);
      free.release();
    }
  }

  private static Peer peer(Socket socket) throws IOException {
    String address = socket.getInetAddress().getHostAddress();
    if (!(socket instanceof SSLSocket tls)) {
      return new Peer("", address);
    }
    tls.startHandshake();
    String commonName = "";
    try {
      String subject = tls.getSession().getPeerPrincipal().getName();
      for (Rdn rdn : new LdapName(subject).getRdns()) {
        if (rdn.getType().equalsIgnoreCase("CN") && rdn.getValue() instanceof String name) {
          if (!commonName.isEmpty()) {
            throw new IOException("a certificate has two names"); // which is meant is not known
          }
          commonName = name;
        }
      }
    } catch (InvalidNameException e) {
      throw new IOException("a certificate has no name", e);
    }
    return new Peer(commonName, address);
  }

  private void converse(Socket socket, List<BoundFeed> its) throws IOException {
    Frames frames =
        new Frames(
            new BufferedInputStream(socket.getInputStream()),
            socket.getOutputStream(),
            limits.maxBytes());
    try {
      for (Optional<byte[]> next = frames.next(); next.isPresent(); next = frames.next()) {
        frames.write(answer(next.get(), its));
      }
    } catch (Frames.TooLong e) {
      frames.write(Acknowledgement.TOO_LONG.toNothing(clock.instant(), ids.get()));
      socket.shutdownOutput();
      frames.drain(); // closing before all is read would take the answer away
    }
  }

  private byte[] answer(byte[] message, List<BoundFeed> its) {
    Optional<Header> header = Header.of(message);
    if (header.isEmpty()) {
      return Acknowledgement.MALFORMED.toNothing(clock.instant(), ids.get());
    }
    Header head = header.get();
    return its.stream()
        .filter(feed -> feed.isFor(head))
        .findFirst()
        .map(feed -> take(feed, head, message))
        .orElse(Acknowledgement.NOT_BOUND)
        .to(head, clock.instant(), ids.get());
  }

  private Acknowledgement take(BoundFeed bound, Header head, byte[] message) {
    try {
      // Senders count anew from time to time: the number alone would replace an older message.
      String id = head.controlId() + "/" + Upload.digest(message).substring(0, DIGEST_IN_NAME);
      Upload upload = bound.feed().document(id, DocumentType.HL7, message);
      intake.accept(bound.feed().actor(), upload);
      return Acknowledgement.ACCEPTED;
    } catch (AuditTrailUnavailable e) {
      return Acknowledgement.NOT_NOW;
    } catch (RuntimeException e) {
      LOGGER.log(
          System.Logger.Level.WARNING,
          "a message of feed {0} could not be stored: {1}",
          bound.feed().name(),
          e.getClass().getName());
      return Acknowledgement.NOT_NOW;
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
