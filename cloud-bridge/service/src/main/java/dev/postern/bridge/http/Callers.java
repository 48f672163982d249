package dev.postern.bridge.http;

import dev.postern.bridge.disclosure.Asker;
import dev.postern.runtime.identity.Askers;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;

/** Who calls, as the flow knows them: the token's person and the token itself. */
@ApplicationScoped
public class Callers {
  private final Askers askers;

  public Callers(Askers askers) {
    this.askers = askers;
  }

  Asker current() {
    dev.postern.runtime.identity.Asker person = askers.current();
    Duration age = person.authenticationAge();
    return new Asker(
        person.subject(),
        person.tenant(),
        List.copyOf(person.roles()),
        List.copyOf(person.groups()),
        person.authenticationMethod(),
        age == null ? null : age.toSeconds(),
        askers.bearerToken());
  }
}
