package dev.postern.indexer.http;

import dev.postern.indexer.ingest.Classification;
import dev.postern.indexer.search.Emergency;
import dev.postern.indexer.search.Query;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the bridge asks; everything about the asker is in the token. */
public record SearchForm(
    @Nullable UUID questionId,
    @Nullable String purposeOfUse,
    @Nullable String text,
    @Nullable Integer limit,
    @Nullable String classificationsMax,
    @Nullable List<@Nullable String> sources,
    @Nullable Claim breakGlass,
    @Nullable List<@Nullable UUID> documents) {

  /** An emergency that the bridge claims was recorded. */
  public record Claim(@Nullable Long index, @Nullable String salt, @Nullable String handle) {
    Emergency value() {
      if (index == null || index < 0 || salt == null || handle == null || handle.isBlank()) {
        throw Invalid.request("The field break_glass has an index, a salt and a handle.");
      }
      return new Emergency(index, salt, handle);
    }

    @Override
    public String toString() {
      return "Claim[" + index + "]";
    }
  }

  /** Code points, as the bridge counts a question. */
  static final int MAX_TEXT = 8000;

  static final int MAX_SNIPPETS = 50;

  /** Documents of earlier turns: as many as a conversation can have turns and a turn snippets. */
  static final int MAX_DOCUMENTS = 5000;

  private static final Set<String> PURPOSES =
      Set.of("TREAT", "HPAYMT", "HOPERAT", "HRESCH", "PUBHLTH", "PATRQT", "ETREAT");

  /** Documents of earlier turns; the reply says which of them the asker may still read. */
  Set<UUID> earlier() {
    if (documents == null) {
      return Set.of();
    }
    if (documents.size() > MAX_DOCUMENTS) {
      throw Invalid.request("The field documents has too many values.");
    }
    Set<UUID> earlier = new HashSet<>();
    for (UUID document : documents) {
      if (document == null) {
        throw Invalid.request("The field documents holds a null.");
      }
      earlier.add(document);
    }
    return earlier;
  }

  Query query() {
    if (purposeOfUse == null || !PURPOSES.contains(purposeOfUse)) {
      throw Invalid.request("The field purpose_of_use is not a purpose of use.");
    }
    if (text == null || text.isBlank() || text.codePointCount(0, text.length()) > MAX_TEXT) {
      throw Invalid.request("The field text is missing or too long.");
    }
    if (limit == null || limit < 1 || limit > MAX_SNIPPETS) {
      throw Invalid.request("The field limit is 1 to 50.");
    }
    if (breakGlass != null && !purposeOfUse.equals("ETREAT")) {
      throw Invalid.request("The field break_glass goes with purpose_of_use ETREAT.");
    }
    Classification most =
        Classification.ofWord(classificationsMax == null ? "" : classificationsMax)
            .orElseThrow(
                () -> Invalid.request("The field classifications_max is not one of the four."));
    return new Query(
        text, limit, most, sources == null ? null : Set.copyOf(Invalid.names("sources", sources)));
  }

  @Override
  public String toString() {
    return "SearchForm[" + questionId + "]";
  }
}
