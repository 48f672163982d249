package dev.postern.indexer.embedding;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.postern.indexer.ingest.Embedder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.Map;

/**
 * bge-small-en-v1.5: the first token's vector, normalised; queries carry the model's own prefix.
 * One session for all threads, each run on its caller's thread (batch 1 without padding is the
 * fastest on a CPU). Call it from platform threads: a run pins its carrier.
 */
public final class BgeModel implements Embedder, AutoCloseable {

  private static final String QUERY_PREFIX =
      "Represent this sentence for searching relevant passages: ";

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final BgeTokenizer tokenizer;

  /** Loads the model from the artefact on the class path. */
  public BgeModel(BgeTokenizer tokenizer) throws IOException, OrtException {
    this.tokenizer = tokenizer;
    this.environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        InputStream model = resource("bge-small-en-v1.5-q.onnx")) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      options.addConfigEntry("session.inter_op.allow_spinning", "0");
      this.session = environment.createSession(model.readAllBytes(), options);
    }
  }

  @Override
  public float[] passage(String text) {
    return embed(text);
  }

  @Override
  public float[] query(String text) {
    return embed(QUERY_PREFIX + text);
  }

  private float[] embed(String text) {
    long[] ids = tokenizer.ids(text);
    long[] ones = new long[ids.length];
    Arrays.fill(ones, 1);
    long[] shape = {1, ids.length};
    try (OnnxTensor input = OnnxTensor.createTensor(environment, LongBuffer.wrap(ids), shape);
        OnnxTensor mask = OnnxTensor.createTensor(environment, LongBuffer.wrap(ones), shape);
        OnnxTensor types =
            OnnxTensor.createTensor(environment, LongBuffer.allocate(ids.length), shape);
        OrtSession.Result result =
            session.run(
                Map.of("input_ids", input, "attention_mask", mask, "token_type_ids", types))) {
      FloatBuffer hidden = ((OnnxTensor) result.get(0)).getFloatBuffer();
      float[] first = new float[DIMENSIONS];
      hidden.get(first);
      return normalised(first);
    } catch (OrtException e) {
      throw new IllegalStateException("the embedding model did not run", e);
    }
  }

  private static float[] normalised(float[] vector) {
    double sum = 0;
    for (float component : vector) {
      sum += (double) component * component;
    }
    double length = Math.sqrt(sum);
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) (vector[i] / length);
    }
    return vector;
  }

  static InputStream resource(String name) throws IOException {
    InputStream resource = BgeModel.class.getClassLoader().getResourceAsStream(name);
    if (resource == null) {
      throw new IOException("the embedding artefact is not on the class path: " + name);
    }
    return resource;
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
