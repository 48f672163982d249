package dev.postern.toolbox.hosts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.postern.toolbox.MissingPrerequisite;
import dev.postern.toolbox.Progress;
import dev.postern.toolbox.tools.Cache;
import dev.postern.toolbox.tools.Command;
import dev.postern.toolbox.tools.DebianProgram;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Falco's rules have the shape that it takes, and sysdig's filter engine reads each condition. */
class FalcoRulesIT {

  private static final Path RULES =
      Path.of("../falco/postern_rules.yaml").toAbsolutePath().normalize();
  private static final Pattern ENTRY =
      Pattern.compile("(?m)^- (list|macro|rule): (.*)\\n((?: {2}\\S.*\\n?)*)");
  private static final Pattern KEY = Pattern.compile("(?m)^ {2}([a-z]+): (.+)$");

  /** Of {@code falco --rule-schema}, as of 0.44: other keys are refused there. */
  private static final Map<String, Set<String>> KEYS =
      Map.of(
          "list", Set.of("items"),
          "macro", Set.of("condition"),
          "rule", Set.of("desc", "condition", "output", "priority", "tags"));

  @TempDir Path folder;
  private String text = "";

  @BeforeEach
  void theRules() throws IOException {
    text = Files.readString(RULES);
  }

  @Test
  void eachEntryHasTheKeysOfItsKindAndNoOther() {
    List<String> priorities = List.of("CRITICAL", "ERROR", "WARNING", "NOTICE");
    entries()
        .forEach(
            (name, entry) -> {
              String kind = entry.remove("kind");
              assertEquals(KEYS.get(kind), entry.keySet(), name);
              assertTrue(!kind.equals("rule") || priorities.contains(entry.get("priority")), name);
            });
    String known = ENTRY.matcher(text).replaceAll("");
    assertEquals(
        "- required_engine_version: 0.57.0",
        known.lines().filter(line -> line.startsWith("-")).collect(Collectors.joining()));
  }

  @Test
  void theFilterEngineReadsEachConditionAndNoFieldIsInvented() throws IOException {
    Map<String, String> conditions = conditions();
    assertEquals(11, conditions.size());
    conditions.put("invented", "evt.type = connect and fd.invented = 4");
    Path sysdig = sysdig();
    Path capture = Files.write(folder.resolve("one.scap"), capture());
    List<String> refused = new ArrayList<>();
    conditions.forEach(
        (name, condition) -> {
          Command.Result read =
              Command.run(
                  List.of(sysdig.toString(), "-r", capture.toString(), condition),
                  folder,
                  DebianProgram.libraries(sysdig));
          assumeTrue(!read.output().contains("error while loading"), read.output());
          // It tells by its text, not by its status.
          if (!read.output().isBlank()) {
            refused.add(name);
          }
        });
    assertEquals(List.of("invented"), refused);
  }

  private Map<String, Map<String, String>> entries() {
    Map<String, Map<String, String>> entries = new LinkedHashMap<>();
    ENTRY
        .matcher(text)
        .results()
        .forEach(
            found -> {
              Map<String, String> keys = new LinkedHashMap<>(Map.of("kind", found.group(1)));
              KEY.matcher(found.group(3))
                  .results()
                  .forEach(key -> keys.put(key.group(1), key.group(2)));
              entries.put(found.group(2), keys);
            });
    return entries;
  }

  /** With macros and lists written out, as Falco does it. */
  private Map<String, String> conditions() {
    Map<String, String> conditions = new LinkedHashMap<>();
    Map<String, Map<String, String>> entries = entries();
    entries.forEach(
        (name, entry) -> {
          if ("rule".equals(entry.get("kind"))) {
            String condition = entry.getOrDefault("condition", "");
            for (String kind : List.of("macro", "list")) {
              condition = writtenOut(condition, kind, entries);
            }
            conditions.put(name, condition);
          }
        });
    return conditions;
  }

  private static String writtenOut(
      String condition, String kind, Map<String, Map<String, String>> entries) {
    String out = condition;
    for (Map.Entry<String, Map<String, String>> each : entries.entrySet()) {
      if (kind.equals(each.getValue().get("kind"))) {
        String value =
            kind.equals("macro")
                ? each.getValue().getOrDefault("condition", "")
                : each.getValue().getOrDefault("items", "").replaceAll("[\\[\\]']", "");
        out = out.replaceAll("\\b" + each.getKey() + "\\b", value);
      }
    }
    return out;
  }

  /** A capture with the machine's description and one event: enough for a filter to be compiled. */
  private static byte[] capture() {
    ByteBuffer section = block(0x0A0D0D0A, 16);
    section.putInt(0x1A2B3C4D).putShort((short) 1).putShort((short) 0).putLong(-1);
    ByteBuffer machine = block(0x201, 4 + 8 + 8 + 128 + 32);
    machine.putInt(1).putLong(1L << 30).putLong(32_768).put((byte) 'h');
    ByteBuffer event = block(0x216, 28);
    event.putShort((short) 0).putLong(1).putLong(1).putInt(26).putShort((short) 2).putInt(0);
    return ByteBuffer.allocate(section.capacity() + machine.capacity() + event.capacity())
        .put(section.rewind())
        .put(machine.rewind())
        .put(event.rewind())
        .array();
  }

  /** Type and length before the body, the length again after it. */
  private static ByteBuffer block(int type, int body) {
    int length = 12 + body;
    ByteBuffer block = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    return block.putInt(type).putInt(length).putInt(length - 4, length);
  }

  private static Path sysdig() {
    try {
      return DebianProgram.SYSDIG.find(Cache.ofUser(), Progress.silent());
    } catch (MissingPrerequisite e) {
      return abort(String.valueOf(e.getMessage()));
    }
  }
}
