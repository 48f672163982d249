package dev.postern.indexer.wiring;

import dev.postern.runtime.boot.ServiceBoot;
import io.quarkus.runtime.annotations.QuarkusMain;

/** The indexer: {@code migrate} applies the migrations, no argument serves. */
@QuarkusMain
public final class IndexerMain {

  private IndexerMain() {}

  public static void main(String... args) {
    ServiceBoot.run(IndexerMain.class, IndexerSettings.class, args);
  }
}
