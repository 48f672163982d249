package dev.postern.simulator;

import java.time.Instant;

/** One provider's protocol, as its clients see it. */
interface Service {

  /** As the gateway's configuration names the provider. */
  String provider();

  boolean takes(String path);

  /** Whether what opens this provider's door was shown, and rightly. */
  boolean authorised(Received received);

  /**
   * The answer to a request whose bytes are all there.
   *
   * @throws ProviderError as the provider would refuse it
   */
  Answer answer(Received received, Faults faults, Instant now) throws ProviderError;

  /** How this provider says that it fails. */
  ProviderError failing(int status);
}
