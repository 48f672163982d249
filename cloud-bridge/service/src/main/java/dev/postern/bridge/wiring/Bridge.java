package dev.postern.bridge.wiring;

import dev.postern.runtime.boot.ServiceBoot;
import io.quarkus.runtime.annotations.QuarkusMain;

/** The bridge's process. */
@QuarkusMain
public final class Bridge {

  private Bridge() {}

  public static void main(String... args) {
    ServiceBoot.run(Bridge.class, BridgeConfig.class, args);
  }
}
