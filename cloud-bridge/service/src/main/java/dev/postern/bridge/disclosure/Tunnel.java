package dev.postern.bridge.disclosure;

/** Looks at how traffic of a route would travel right now. Sends nothing. */
public interface Tunnel {

  /** Evidence either way; never throws. */
  TunnelEvidence prove(Route route);
}
