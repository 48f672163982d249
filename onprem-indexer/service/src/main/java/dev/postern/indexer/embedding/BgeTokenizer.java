package dev.postern.indexer.embedding;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import dev.postern.indexer.ingest.TokenMeter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;

/** The model's own tokenizer, read from the artefact that carries the model. */
public final class BgeTokenizer implements TokenMeter, AutoCloseable {

  /** The model reads no more than this, its two special tokens included. */
  public static final int MAX_TOKENS = 512;

  private final HuggingFaceTokenizer tokenizer;

  /**
   * @param nativeLibraries folder into which the tokenizer unpacks its native library
   */
  public BgeTokenizer(Path nativeLibraries) throws IOException {
    System.setProperty("DJL_CACHE_DIR", nativeLibraries.toString());
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
    try (InputStream file = BgeModel.resource("bge-small-en-v1.5-q-tokenizer.json")) {
      tokenizer =
          HuggingFaceTokenizer.newInstance(
              file, Map.of("padding", "false", "truncation", "false", "modelMaxLength", "0"));
    }
  }

  @Override
  public int[] tokenEnds(String text) {
    CharSpan[] spans = tokenizer.encode(text, false, false).getCharTokenSpans();
    int[] ends = new int[spans.length];
    int chars = 0;
    int codePoints = 0;
    for (int i = 0; i < spans.length; i++) {
      int end = spans[i].getEnd();
      chars = text.offsetByCodePoints(chars, end - codePoints);
      codePoints = end;
      ends[i] = chars;
    }
    return ends;
  }

  /** Token ids with the special ones, cut to what the model reads. */
  long[] ids(String text) {
    Encoding encoding = tokenizer.encode(text);
    long[] ids = encoding.getIds();
    if (ids.length <= MAX_TOKENS) {
      return ids;
    }
    long[] cut = new long[MAX_TOKENS];
    System.arraycopy(ids, 0, cut, 0, MAX_TOKENS - 1);
    cut[MAX_TOKENS - 1] = ids[ids.length - 1];
    return cut;
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
