package dev.postern.audit.entry;

import dev.postern.audit.log.Hash;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** One intent with every member set, from fixed values. */
final class Samples {
  static final byte[] BODY = "{\"model\":\"gpt-4o\"}".getBytes(StandardCharsets.UTF_8);
  static final UUID INTENT = UUID.fromString("0192a000-0000-7000-8000-000000000001");
  static final Salt SALT = Salt.of(filled(7));

  private Samples() {}

  static EgressIntent intent() {
    var at = Instant.parse("2026-11-22T15:00:00.123456Z");
    return new EgressIntent(
        INTENT,
        at,
        question(),
        new DecisionRef("5f6d", "7.1795000000.0123456789ab", "permit", null),
        new RouteRef("azure-eu", "azure-openai", "gpt-4o", "westeurope", "baa-2026-01", null),
        new DataCounts(
            List.of("confidential"),
            1,
            6,
            4,
            1810,
            Map.of("PERSON", 3L, "DATE", 2L),
            "pseudonyms",
            null),
        new Accountable(false, "164.528(a)(1)(i)"),
        new Tunnel("route", "wg0", "10.77.0.2", at),
        at.plusSeconds(5),
        at.plusSeconds(60),
        true,
        new BreakGlass("cardiac-arrest", at.plusSeconds(900), "entity-1", Hash.of(filled(3))),
        SALT,
        Payload.of("ciphertext".getBytes(StandardCharsets.UTF_8)),
        new Subjects(List.of("MFRGGZDFMZTWQ2LKNNWG23TPOB"), SALT));
  }

  static QuestionRef question() {
    return new QuestionRef(
        UUID.fromString("0192a000-0000-7000-8000-000000000002"),
        UUID.fromString("0192a000-0000-7000-8000-000000000003"),
        "4bf92f3577b34da6a3ce929d0e0e4736",
        "st-aurelia",
        new Actor("entity-1", List.of("pwd"), Hash.of(filled(9))),
        "TREAT");
  }

  static byte[] filled(int value) {
    var bytes = new byte[32];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }
}
