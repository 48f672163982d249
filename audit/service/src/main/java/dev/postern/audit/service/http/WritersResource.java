package dev.postern.audit.service.http;

import dev.postern.audit.json.Fields;
import dev.postern.audit.service.sequencer.LogStore;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;

/** The heartbeat of writers: a run that falls silent has its open intents closed. */
@Path("/v1/writers")
@RunOnVirtualThread
public class WritersResource {
  private final Callers callers;
  private final LogStore store;

  /** Over the log's store. */
  @Inject
  public WritersResource(Callers callers, LogStore store) {
    this.callers = callers;
    this.store = store;
  }

  /** Notes that a run of a writer is alive. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public void register(@Context HttpServerRequest request, byte[] body) {
    var writer = callers.writer(request);
    try {
      var fields = Fields.of(Answers.body(body));
      var instance = fields.text("instance");
      var bootId = UUID.fromString(fields.text("boot_id"));
      fields.done();
      if (!instance.matches("[!-~]{1,100}")) {
        throw Answers.invalid("The instance has 1 to 100 visible ASCII characters.");
      }
      store.heartbeat(writer.commonName() + "/" + instance, bootId);
    } catch (IllegalArgumentException e) {
      throw Answers.invalid("A writer has instance and boot_id.");
    }
  }
}
