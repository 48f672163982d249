package dev.postern.indexer.ingest;

import dev.postern.indexer.ingest.AuditTrail.AuditTrailUnavailable;
import dev.postern.indexer.ingest.DocumentSource.Item;
import dev.postern.indexer.ingest.DocumentSource.Taken;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Keeps the documents of a source as the source has them: what is new or other is taken in, what is
 * gone there is removed, on record. A source that is away, or all at once empty, removes nothing: a
 * share that is not mounted looks like that.
 */
public final class MirrorSource {

  /**
   * What one look came to.
   *
   * @param taken new ones, and such as have other content or rights
   * @param refused how many are not taken as they are, by reason
   * @param inDoubt whether the source was empty though documents of it are known
   */
  public record Mirrored(int taken, int removed, Map<String, Integer> refused, boolean inDoubt) {
    public Mirrored {
      refused = Map.copyOf(refused);
    }
  }

  private final String tenant;
  private final String source;
  private final DocumentSource place;
  private final ManageDocuments documents;
  private final DocumentRegister register;
  private final Runnable wake;
  private final Map<String, Item> taken = new HashMap<>();
  private final Map<String, String> refused = new HashMap<>();

  /**
   * @param wake tells the workers that there is a new job
   */
  public MirrorSource(
      String tenant,
      String source,
      DocumentSource place,
      ManageDocuments documents,
      DocumentRegister register,
      Runnable wake) {
    this.tenant = tenant;
    this.source = source;
    this.place = place;
    this.documents = documents;
    this.register = register;
    this.wake = wake;
  }

  /** Looks once; not by two threads at the same time. */
  public Mirrored look() throws IOException, AuditTrailUnavailable {
    List<Item> items = place.items();
    Map<String, UUID> known = register.documents(tenant, source);
    if (items.isEmpty() && !known.isEmpty()) {
      return new Mirrored(0, 0, Map.of(), true);
    }
    Set<String> there = items.stream().map(Item::externalId).collect(Collectors.toSet());
    taken.keySet().retainAll(there);
    refused.keySet().retainAll(there);
    int fresh = 0;
    for (Item item : items) {
      fresh += item.equals(taken.get(item.externalId())) ? 0 : take(item, known);
    }
    int removed = 0;
    for (Map.Entry<String, UUID> document : known.entrySet()) {
      String id = document.getKey();
      // Another host may have seen it a moment later than this one.
      if (!there.contains(id) && place.isGone(id)) {
        removed += documents.remove(Feed.actor(source), tenant, document.getValue()) ? 1 : 0;
      }
    }
    Map<String, Integer> reasons = new TreeMap<>();
    refused.values().forEach(reason -> reasons.merge(reason, 1, Integer::sum));
    return new Mirrored(fresh, removed, reasons, false);
  }

  private int take(Item item, Map<String, UUID> known) throws IOException, AuditTrailUnavailable {
    return switch (place.read(item)) {
      case Taken.Whole whole -> {
        documents.accept(Feed.actor(source), whole.upload());
        wake.run();
        taken.put(item.externalId(), item);
        refused.remove(item.externalId());
        yield 1;
      }
      case Taken.Refused not -> {
        UUID before = known.get(item.externalId());
        if (before != null) {
          // What was taken is not what is there any more, and nobody may read what is.
          documents.remove(Feed.actor(source), tenant, before);
        }
        taken.put(item.externalId(), item);
        refused.put(item.externalId(), not.code());
        yield 0;
      }
      case Taken.Later later -> 0;
    };
  }
}
