package dev.postern.deid.model;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.postern.deid.IdentifierModel;
import dev.postern.deid.model.Windows.Window;
import dev.postern.deid.model.WordPieces.Pieces;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The token classifier in ONNX Runtime, in this process, without network. Loaded when it is first
 * asked, once; where loading fails every reading fails, and the next one tries again.
 */
public final class OnnxModel implements IdentifierModel, AutoCloseable {

  private final Artefact artefact;
  private final int threads;
  private @Nullable Loaded loaded;

  /**
   * @param threads that share the work of one reading; 1 is the fastest in all where many read
   */
  public OnnxModel(int threads) {
    this(threads, new Artefact());
  }

  OnnxModel(int threads, Artefact artefact) {
    if (threads < 1) {
      throw new IllegalArgumentException("a model needs a thread");
    }
    this.threads = threads;
    this.artefact = artefact;
  }

  /**
   * One that is loaded and has read already, so that no question waits for it; where that fails
   * there is a model all the same, of which every reading fails until it can be loaded.
   */
  public static OnnxModel ready(int threads) {
    OnnxModel model = new OnnxModel(threads);
    try {
      model.read("Ready.");
    } catch (IllegalStateException e) {
      // Said to whoever asks it to read: nothing leaves then.
    }
    return model;
  }

  private record Loaded(
      OrtEnvironment environment, OrtSession session, WordPieces pieces, Labels labels) {}

  @Override
  public String digest() {
    return artefact.digest().substring(0, 12);
  }

  @Override
  public List<Guess> read(String text) {
    Loaded model = loaded();
    Pieces pieces = model.pieces.of(text);
    float[][] readings = new float[pieces.count][];
    for (Window window : Windows.of(text, pieces)) {
      run(model, pieces, window, readings);
    }
    return model.labels.guesses(text, pieces, readings);
  }

  /** The session alone over a text that is in pieces already: the bound of a bench. */
  public Runnable sessionOver(String text) {
    Loaded model = loaded();
    Pieces pieces = model.pieces.of(text);
    List<Window> windows = Windows.of(text, pieces);
    float[][] readings = new float[pieces.count][];
    return () -> windows.forEach(window -> run(model, pieces, window, readings));
  }

  private static void run(Loaded model, Pieces pieces, Window window, float[][] readings) {
    int length = window.end() - window.start() + 2;
    long[] ids = new long[length];
    long[] shapes = new long[length];
    long[] mask = new long[length];
    Arrays.fill(mask, 1);
    ids[0] = WordPieces.CLS;
    ids[length - 1] = WordPieces.SEP;
    for (int i = 1; i < length - 1; i++) {
      ids[i] = pieces.ids[window.start() + i - 1];
      shapes[i] = pieces.shapes[window.start() + i - 1];
    }
    long[] shape = {1, length};
    try (OnnxTensor input =
            OnnxTensor.createTensor(model.environment, LongBuffer.wrap(ids), shape);
        OnnxTensor all = OnnxTensor.createTensor(model.environment, LongBuffer.wrap(mask), shape);
        OnnxTensor types =
            OnnxTensor.createTensor(model.environment, LongBuffer.wrap(shapes), shape);
        OrtSession.Result result =
            model.session.run(
                Map.of("input_ids", input, "attention_mask", all, "token_type_ids", types))) {
      FloatBuffer logits = ((OnnxTensor) result.get(0)).getFloatBuffer();
      int width = model.labels.count();
      for (int piece = window.from(); piece < window.to(); piece++) {
        readings[piece] = new float[width];
        logits.get((piece - window.start() + 1) * width, readings[piece]);
      }
    } catch (OrtException e) {
      // The message may quote shapes, never text; the class is enough.
      throw new IllegalStateException("the identifier model did not run", e);
    }
  }

  private synchronized Loaded loaded() {
    if (loaded == null) {
      loaded = load();
    }
    return loaded;
  }

  private Loaded load() {
    WordPieces pieces = new WordPieces(artefact.lines(Artefact.VOCABULARY));
    Labels labels = new Labels(artefact.lines(Artefact.LABELS));
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      options.setMemoryPatternOptimization(false);
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      options.addConfigEntry("session.inter_op.allow_spinning", "0");
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      OrtSession session = environment.createSession(artefact.checked(Artefact.WEIGHTS), options);
      return new Loaded(environment, session, pieces, labels);
    } catch (OrtException | LinkageError e) {
      throw new IllegalStateException("the identifier model cannot be loaded", e);
    }
  }

  @Override
  public synchronized void close() {
    if (loaded != null) {
      try {
        loaded.session.close();
      } catch (OrtException e) {
        throw new IllegalStateException("the identifier model cannot be closed", e);
      }
      loaded = null;
    }
  }
}
