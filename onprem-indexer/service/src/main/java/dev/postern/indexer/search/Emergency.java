package dev.postern.indexer.search;

/**
 * Emergency access to one patient, as the bridge claims it; only an entry of the log grants it.
 *
 * @param index of the entry
 * @param salt of the entry's commitment to the patient, base64
 */
public record Emergency(long index, String salt, String handle) {

  @Override
  public String toString() {
    return "Emergency[" + index + "]";
  }
}
