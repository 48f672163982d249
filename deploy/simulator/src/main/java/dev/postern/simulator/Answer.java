package dev.postern.simulator;

import java.util.List;
import java.util.Map;

/**
 * What is sent back, piece by piece.
 *
 * @param headers beside the content type, the provider's id of the call among them
 * @param frames whole events of a stream, or one with the whole body
 * @param broken sent where a fault wants a malformed frame
 */
@SuppressWarnings("ArrayRecordComponent") // sent once, compared by nobody
record Answer(
    String contentType,
    Map<String, String> headers,
    List<byte[]> frames,
    byte[] broken,
    Usage billed) {

  Answer {
    headers = Map.copyOf(headers);
    frames = List.copyOf(frames);
  }

  @Override
  public String toString() {
    return "Answer[" + frames.size() + " frames]";
  }
}
