package dev.postern.indexer.audit;

import dev.postern.audit.client.Submission;
import dev.postern.audit.entry.Entry;
import dev.postern.audit.entry.Member;
import dev.postern.audit.entry.Salt;
import dev.postern.audit.entry.Subjects;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry with the patients it commits to, in a text form that can be kept: base64 of the leaf,
 * base64 of the salt, the handles, divided by blanks.
 */
record Draft(Entry entry, @Nullable Subjects subjects) {

  static Draft of(Entry.Builder entry, List<String> handles) {
    if (handles.isEmpty()) {
      return new Draft(entry.build(), null);
    }
    Subjects subjects = new Subjects(handles, Salt.random());
    return new Draft(entry.with(Member.SUBJECTS_COMMIT, subjects.commitment()).build(), subjects);
  }

  static Draft parse(String text) {
    List<String> parts = Arrays.asList(text.split(" ", -1));
    Base64.Decoder base64 = Base64.getDecoder();
    Entry entry = Entry.parse(base64.decode(parts.getFirst()));
    return parts.size() == 1
        ? new Draft(entry, null)
        : new Draft(
            entry,
            new Subjects(parts.subList(2, parts.size()), Salt.of(base64.decode(parts.get(1)))));
  }

  String text() {
    String leaf = Base64.getEncoder().encodeToString(entry.leaf());
    return subjects == null
        ? leaf
        : leaf + " " + subjects.salt().base64() + " " + String.join(" ", subjects.handles());
  }

  Submission submission() {
    return new Submission(entry, null, subjects);
  }

  @Override
  public String toString() {
    return "Draft[" + entry + "]";
  }
}
