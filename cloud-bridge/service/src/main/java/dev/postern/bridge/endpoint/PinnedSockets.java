package dev.postern.bridge.endpoint;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import javax.net.SocketFactory;

/** Sockets that connect to addresses of one endpoint's networks and to no other. */
public final class PinnedSockets extends SocketFactory {
  private final Endpoint endpoint;

  public PinnedSockets(Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  @Override
  public Socket createSocket() {
    return new Pinned(endpoint);
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    throw new IOException("unconnected sockets only");
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    throw new IOException("unconnected sockets only");
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    throw new IOException("unconnected sockets only");
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    throw new IOException("unconnected sockets only");
  }

  private static final class Pinned extends Socket {
    private final Endpoint endpoint;

    Pinned(Endpoint endpoint) {
      this.endpoint = endpoint;
    }

    @Override
    public void connect(SocketAddress peer, int timeout) throws IOException {
      endpoint.demandInside(peer);
      super.connect(peer, timeout);
    }

    @Override
    public void connect(SocketAddress peer) throws IOException {
      connect(peer, 0);
    }
  }
}
