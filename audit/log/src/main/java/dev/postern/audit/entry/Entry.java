package dev.postern.audit.entry;

import dev.postern.audit.entry.InvalidEntry.Fault;
import dev.postern.audit.json.Fields;
import dev.postern.audit.json.Json;
import dev.postern.audit.json.MalformedJson;
import dev.postern.audit.log.Hash;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the log: a small canonical record that holds commitments, counts and random ids,
 * never content. Its canonical bytes are the leaf: what is hashed is what is stored.
 */
public final class Entry {
  /** The largest leaf an entry bundle can hold (C2SP tlog-tiles: a 16-bit length). */
  public static final int LARGEST = 65_535;

  /** The version of the leaf's shape. */
  public static final int VERSION = 1;

  private final UUID id;
  private final EntryType type;
  private final Instant time;
  private final @Nullable String tenant;
  private final Map<Member<?>, Object> members;
  private final byte[] leaf;

  private Entry(Builder from) {
    this.id = from.id;
    this.type = from.type;
    this.time = Limits.time(from.time);
    this.tenant = from.tenant;
    this.members = Map.copyOf(from.members);
    checkType();
    this.leaf = json().canonicalBytes();
    if (leaf.length > LARGEST) {
      throw new InvalidEntry(Fault.TOO_LARGE, "entry has more than " + LARGEST + " bytes");
    }
  }

  /**
   * Starts an entry.
   *
   * @param id a UUIDv7 that is this entry's for ever: appending it again returns the first index
   * @param time when it happened, by the writer's clock
   * @param tenant the organisation concerned; null only for what concerns the whole installation
   */
  public static Builder of(EntryType type, UUID id, Instant time, @Nullable String tenant) {
    return new Builder(type, id, time, tenant);
  }

  /**
   * Reads a leaf strictly.
   *
   * @throws InvalidEntry when it is too large, malformed, not canonical, or against its type's
   *     rules
   */
  public static Entry parse(byte[] leaf) {
    if (leaf.length > LARGEST) {
      throw new InvalidEntry(Fault.TOO_LARGE, "entry has more than " + LARGEST + " bytes");
    }
    try {
      var entry = read(Json.parse(leaf));
      if (!Arrays.equals(entry.leaf, leaf)) {
        throw new InvalidEntry(Fault.NOT_CANONICAL, "entry is not in canonical form (RFC 8785)");
      }
      return entry;
    } catch (MalformedJson e) {
      throw new InvalidEntry(Fault.MALFORMED, String.valueOf(e.getMessage()), e);
    }
  }

  private static Entry read(Json json) {
    var fields = Fields.of(json);
    if (fields.number("v") != VERSION) {
      throw new InvalidEntry(Fault.UNACCEPTABLE, "unknown version of the entry's shape");
    }
    var builder =
        of(
            typeNamed(fields.text("type")),
            Limits.parseId("id", fields.text("id")),
            Limits.time(fields, "ts"),
            fields.textOrNull("tenant"));
    for (var member : Member.all()) {
      builder.read(member, fields);
    }
    fields.done();
    return builder.build();
  }

  private static EntryType typeNamed(String name) {
    for (var type : EntryType.values()) {
      if (type.name().equals(name)) {
        return type;
      }
    }
    throw new InvalidEntry(Fault.UNACCEPTABLE, "unknown type of entry");
  }

  private void checkType() {
    if (id.version() != 7) {
      throw new InvalidEntry(Fault.UNACCEPTABLE, "member id is not a UUIDv7");
    }
    if (tenant == null && !type.mayLackTenant()) {
      throw new InvalidEntry(Fault.UNACCEPTABLE, type + " needs a tenant");
    }
    if (tenant != null) {
      Limits.code("tenant", tenant);
    }
    for (var member : type.required()) {
      if (!members.containsKey(member)) {
        throw new InvalidEntry(Fault.UNACCEPTABLE, type + " needs member " + member.name());
      }
    }
    for (var member : members.keySet()) {
      if (!type.allows(member)) {
        throw new InvalidEntry(Fault.UNACCEPTABLE, type + " has no member " + member.name());
      }
    }
    if (!type.fits(members.keySet(), tenant)) {
      throw new InvalidEntry(
          Fault.UNACCEPTABLE, type + " closes one intent of a tenant, or has member usage alone");
    }
  }

  private Json json() {
    var json = new TreeMap<String, Json>();
    json.put("v", new Json.Int(VERSION));
    json.put("id", Json.text(id.toString()));
    json.put("type", Json.text(type.name()));
    json.put("ts", Json.text(Limits.formatTime(time)));
    json.put("tenant", Json.text(tenant));
    for (var member : Member.all()) {
      write(member, json);
    }
    return new Json.Obj(json);
  }

  private <T> void write(Member<T> member, Map<String, Json> json) {
    var value = get(member);
    if (value != null) {
      json.put(member.name(), member.write(value));
    }
  }

  /** Its id, for ever. */
  public UUID id() {
    return id;
  }

  /** Its type. */
  public EntryType type() {
    return type;
  }

  /** When it happened, by the writer's clock, in milliseconds. */
  public Instant time() {
    return time;
  }

  /** The organisation concerned; null for what concerns the whole installation. */
  public @Nullable String tenant() {
    return tenant;
  }

  /** A member's value, null where the entry has none. */
  @SuppressWarnings("unchecked") // the builder takes only a T for a Member<T>
  public <T> @Nullable T get(Member<T> member) {
    return (T) members.get(member);
  }

  /** A copy of the canonical bytes. */
  public byte[] leaf() {
    return leaf.clone();
  }

  /** How many canonical bytes it has. */
  public int length() {
    return leaf.length;
  }

  /** The leaf's hash in the tree. */
  public Hash leafHash() {
    return Hash.leaf(leaf);
  }

  @Override
  public String toString() {
    return type + " " + id;
  }

  /** Collects an entry's members; {@link #build()} checks them against the type. */
  public static final class Builder {
    private final EntryType type;
    private final UUID id;
    private final Instant time;
    private final @Nullable String tenant;
    private final Map<Member<?>, Object> members = new LinkedHashMap<>();

    private Builder(EntryType type, UUID id, Instant time, @Nullable String tenant) {
      this.type = type;
      this.id = id;
      this.time = time;
      this.tenant = tenant;
    }

    /** Sets a member, or leaves it out where the value is null. */
    public <T> Builder with(Member<T> member, @Nullable T value) {
      if (value == null) {
        members.remove(member);
      } else {
        members.put(member, value);
      }
      return this;
    }

    private <T> void read(Member<T> member, Fields fields) {
      var json = fields.optional(member.name());
      if (json != null) {
        with(member, member.read(json));
      }
    }

    /**
     * The entry.
     *
     * @throws InvalidEntry when a member is missing, does not belong to the type, or is out of its
     *     limits
     */
    public Entry build() {
      try {
        return new Entry(this);
      } catch (MalformedJson e) {
        throw new InvalidEntry(Fault.MALFORMED, String.valueOf(e.getMessage()), e);
      }
    }
  }
}
