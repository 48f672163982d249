package dev.postern.audit.service.sequencer;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Entries handed in together, and who waits for them. */
record Append(List<Accepted> entries, CompletableFuture<AppendResult> result) {
  Append(List<Accepted> entries) {
    this(List.copyOf(entries), new CompletableFuture<>());
  }

  void refuse(AppendResult.Reason reason) {
    result.complete(new AppendResult.Refused(reason));
  }

  long bytes() {
    long bytes = 0;
    for (var accepted : entries) {
      var payload = accepted.payload();
      bytes += accepted.entry().length() + (payload == null ? 0 : payload.ref().length());
    }
    return bytes;
  }
}
