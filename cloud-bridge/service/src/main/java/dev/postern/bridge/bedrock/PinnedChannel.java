package dev.postern.bridge.bedrock;

import dev.postern.bridge.endpoint.Endpoint;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** A channel that connects to addresses of one endpoint's networks and to no other. */
final class PinnedChannel extends NioSocketChannel {
  private final Endpoint endpoint;

  PinnedChannel(Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  @Override
  protected boolean doConnect(SocketAddress peer, @Nullable SocketAddress local) throws Exception {
    endpoint.demandInside(peer);
    return super.doConnect(peer, local);
  }
}
