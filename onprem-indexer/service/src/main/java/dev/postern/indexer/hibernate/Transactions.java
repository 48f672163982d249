package dev.postern.indexer.hibernate;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.persistence.EntityManager;
import java.util.function.Consumer;
import java.util.function.Function;

/** Runs work in a commit of its own. */
final class Transactions {

  private final EntityManager entities;

  Transactions(EntityManager entities) {
    this.entities = entities;
  }

  <T> T call(Function<EntityManager, T> work) {
    return QuarkusTransaction.requiringNew().call(() -> work.apply(entities));
  }

  void run(Consumer<EntityManager> work) {
    QuarkusTransaction.requiringNew().run(() -> work.accept(entities));
  }
}
