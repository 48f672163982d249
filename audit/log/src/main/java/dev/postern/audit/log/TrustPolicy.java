package dev.postern.audit.log;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which logs and witnesses a verifier trusts, and how many witnesses must have cosigned (C2SP
 * tlog-policy). It is the reviewer's trust root: get it from somewhere else than the log.
 *
 * @param logs the keys of logs; several may share an origin, one per key version
 * @param witnesses the witnesses by the names they have in this policy, in its order
 * @param quorum how many must have cosigned
 */
public record TrustPolicy(List<NoteKey> logs, Map<String, WitnessKey> witnesses, Quorum quorum) {

  /** Copies. */
  public TrustPolicy {
    logs = List.copyOf(logs);
    witnesses = Collections.unmodifiableMap(new LinkedHashMap<>(witnesses));
  }

  /** A rule over the names of witnesses. */
  public sealed interface Quorum {
    /** Whether these witnesses suffice. */
    boolean metBy(Set<String> cosigned);

    /** No cosignature is demanded. */
    record None() implements Quorum {
      @Override
      public boolean metBy(Set<String> cosigned) {
        return true;
      }
    }

    /** This witness. */
    record One(String witness) implements Quorum {
      @Override
      public boolean metBy(Set<String> cosigned) {
        return cosigned.contains(witness);
      }
    }

    /** At least so many of these. */
    record Group(int threshold, List<Quorum> members) implements Quorum {
      /** Refuses a number that can't be met or demands nothing. */
      public Group {
        members = List.copyOf(members);
        if (threshold < 1 || threshold > members.size()) {
          throw new IllegalArgumentException("a group demands between one and all of its members");
        }
      }

      @Override
      public boolean metBy(Set<String> cosigned) {
        return members.stream().filter(member -> member.metBy(cosigned)).count() >= threshold;
      }
    }
  }

  /** A witness's word on a checkpoint. */
  public record Witnessed(String witness, WitnessKey key, Instant at) {}

  /** What a policy says of a signed checkpoint. */
  public sealed interface Verdict {
    /** Signed by a log of the policy and cosigned by its quorum. */
    record Trusted(Checkpoint checkpoint, List<Witnessed> witnesses) implements Verdict {
      /** Copies. */
      public Trusted {
        witnesses = List.copyOf(witnesses);
      }
    }

    /** Not to be believed under this policy, and why. */
    record Refused(String why) implements Verdict {}
  }

  /** Judges a signed checkpoint. Signatures of keys that are not in the policy are ignored. */
  public Verdict judge(SignedNote note) {
    Checkpoint checkpoint;
    try {
      checkpoint = Checkpoint.parse(note.text());
    } catch (IllegalArgumentException e) {
      return new Verdict.Refused("not a checkpoint: " + e.getMessage());
    }
    var keys = logs.stream().filter(key -> key.name().equals(checkpoint.origin())).toList();
    if (keys.isEmpty()) {
      return new Verdict.Refused("the policy knows no log " + checkpoint.origin());
    }
    return switch (note.verify(keys)) {
      case SignedNote.Verdict.Signed signed -> judgeWitnesses(note, checkpoint);
      case SignedNote.Verdict.Unsigned unsigned ->
          new Verdict.Refused("none of the policy's keys has signed it");
      case SignedNote.Verdict.Forged forged ->
          new Verdict.Refused("a signature of the log does not verify");
    };
  }

  private Verdict judgeWitnesses(SignedNote note, Checkpoint checkpoint) {
    var witnessed = new ArrayList<Witnessed>();
    for (var witness : witnesses.entrySet()) {
      switch (witness.getValue().verify(note)) {
        case WitnessKey.Verdict.Cosigned cosigned ->
            witnessed.add(new Witnessed(witness.getKey(), witness.getValue(), cosigned.at()));
        case WitnessKey.Verdict.Forged forged -> {
          return new Verdict.Refused("a false cosignature of witness " + witness.getKey());
        }
        case WitnessKey.Verdict.Missing missing -> {}
      }
    }
    var names = witnessed.stream().map(Witnessed::witness).collect(Collectors.toSet());
    return quorum.metBy(names)
        ? new Verdict.Trusted(checkpoint, witnessed)
        : new Verdict.Refused(
            "cosigned by " + witnessed.size() + " witness(es), which is not the policy's quorum");
  }

  /**
   * Reads a policy file.
   *
   * @throws IllegalArgumentException naming the line that is not understood
   */
  public static TrustPolicy parse(String file) {
    return new PolicyFile().read(file);
  }

  /** A policy file with this rule: the logs, the witnesses, and a group of all of them. */
  public static String format(
      List<NoteKey> logs, Map<String, WitnessKey> witnesses, int threshold) {
    var out = new StringBuilder();
    logs.forEach(key -> out.append("log ").append(key.vkey()).append('\n'));
    witnesses.forEach(
        (name, key) -> out.append("witness " + name + " ").append(key.vkey()).append('\n'));
    if (threshold == 0) {
      return out.append("quorum none\n").toString();
    }
    return out.append("group witnesses " + threshold + " ")
        .append(String.join(" ", witnesses.keySet()))
        .append("\nquorum witnesses\n")
        .toString();
  }
}
