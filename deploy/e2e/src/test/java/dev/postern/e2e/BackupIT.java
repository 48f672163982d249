package dev.postern.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.e2e.Bridge.Reply;
import dev.postern.e2e.PosternCommand.Said;
import dev.postern.toolbox.Layout;
import dev.postern.toolbox.Postern;
import dev.postern.toolbox.Progress;
import dev.postern.toolbox.Settings;
import dev.postern.toolbox.tools.Cache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The drill: a whole Postern is lost, the witness and what is kept apart are not, and an old backup
 * is put back by the commands that an operator types.
 */
class BackupIT {
  private static final Path TARGET = Hospital.checkout().resolve("deploy/e2e/target");
  private static final Path TAKEN = TARGET.resolve("drill-backup");
  private static final Path LATER = TARGET.resolve("drill-later");
  private static final Path APART = TARGET.resolve("drill-keys");
  private static final Layout LAYOUT = new Layout(Hospital.checkout(), TARGET.resolve("drill"));
  private static final PosternCommand POSTERN =
      new PosternCommand(LAYOUT, Settings.DEMO.learningStarts());
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern CONFIRM = Pattern.compile("--confirm ([0-9]+)");

  /** Somebody else's, or not part of what is lost. */
  private static final Set<String> SPARED = Set.of("witness", "tools", "pid", "log", "lock");

  @BeforeAll
  static void begin() throws IOException {
    postern().down(true);
    for (Path left : List.of(TAKEN, LATER, APART)) {
      Cache.delete(left);
    }
    done(POSTERN.run("up"));
    Samples.indexAll(
        new Ingestion(postern().addresses().indexer(), postern().operatorSslContext()));
  }

  @AfterAll
  static void end() {
    postern().down(false);
  }

  @Test
  void whatWasLostIsSaidAndWhatWasDestroyedStaysClosed() throws Exception {
    String patients = asked("cardiologist", "TREAT", Samples.CARDIOLOGY_QUESTION);
    String everyones = asked("analyst", "HRESCH", Samples.PUBLIC_QUESTION);
    done(POSTERN.run("backup", "--out", TAKEN.toString(), "--keys", APART.toString()));
    refused(POSTERN.run("backup", "--out", TAKEN.toString()), "exists already");
    refused(POSTERN.run("restore", "--from", TAKEN.toString()), "--replace");

    String after = asked("analyst", "HRESCH", Samples.PUBLIC_QUESTION);
    destroyPatient();
    lose();
    aDamagedBackupIsNotPutBack();

    Said old = restore(TAKEN);
    refused(old, "log-rolled-back");
    assertTrue(old.err().contains("./postern audit recover"), old.err());
    assertTrue(old.out().contains("recovery point"), old.out());
    recover();
    done(POSTERN.run("up"));

    String policy = LAYOUT.home().resolve("pin/log.policy").toString();
    Await.until(
        PATIENCE,
        () -> POSTERN.run("audit", "verify", "--policy", policy).exit(),
        exit -> exit == 0);
    done(POSTERN.run("audit", "verify", "--ended", "1"));
    assertEquals(200, disclosure(everyones).status());
    assertEquals(404, disclosure(patients).status());
    assertEquals(404, disclosure(after).status());
    String fresh = asked("cardiologist", "TREAT", Samples.CARDIOLOGY_QUESTION);
    assertEquals(200, disclosure(fresh).status());
    whatIsNewerThanAllThatIsRememberedIsProven(fresh, patients);
  }

  private static void whatIsNewerThanAllThatIsRememberedIsProven(String fresh, String patients)
      throws IOException {
    done(POSTERN.run("backup", "--out", LATER.toString()));
    Said back = POSTERN.run("restore", "--from", LATER.toString(), "--replace");
    done(back);
    assertTrue(back.out().contains("what was here lies in"), back.out());
    assertEquals(200, disclosure(fresh).status());
    assertEquals(404, disclosure(patients).status());
    done(POSTERN.run("audit", "verify"));
  }

  private static void aDamagedBackupIsNotPutBack() throws IOException {
    Path dump = TAKEN.resolve("index.dump");
    byte[] bytes = Files.readAllBytes(dump);
    bytes[bytes.length / 2] ^= 1;
    Files.write(dump, bytes);
    refused(restore(TAKEN), "index.dump of the backup is damaged");
    assertFalse(Files.exists(LAYOUT.home().resolve("data")));
    bytes[bytes.length / 2] ^= 1;
    Files.write(dump, bytes);
  }

  private static void recover() {
    Said look = POSTERN.run("audit", "recover");
    assertEquals(2, look.exit(), look.err());
    var confirm = CONFIRM.matcher(look.err());
    assertTrue(confirm.find(), look.err());
    done(POSTERN.run("audit", "recover", "--confirm", confirm.group(1)));
    refused(POSTERN.run("audit", "recover"), "nothing to recover");
  }

  private static void destroyPatient() {
    Bridge audit = new Bridge(postern().addresses().audit(), postern().sslContext());
    String wish =
        "{\"authority\":\"st-aurelia-mrn\",\"identifier\":\""
            + Samples.MRN
            + "\",\"code\":\"e-1\"}";
    Reply asked = audit.post("/v1/destructions", postern().token("reviewer"), wish);
    String path = "/v1/destructions/" + asked.body().path("id").asText();
    assertEquals(200, audit.post(path + "/approve", postern().token("security"), "").status());
    Await.until(
        PATIENCE,
        () -> audit.get(path, postern().token("reviewer")).body().path("state").asText(),
        "done"::equals);
  }

  /** Everything but what is somebody else's, and what is kept apart. */
  private static void lose() throws IOException {
    done(POSTERN.run("down"));
    try (var all = Files.list(LAYOUT.home())) {
      for (Path one : all.toList()) {
        if (!SPARED.contains(one.getFileName().toString())) {
          Cache.delete(one);
        }
      }
    }
  }

  private static Said restore(Path backup) {
    return POSTERN.run("restore", "--from", backup.toString(), "--keys", APART.toString());
  }

  private static String asked(String account, String purpose, String question) {
    Reply reply = bridge().ask(postern().token(account), purpose, question);
    assertEquals("answered", reply.outcome(), reply.toString());
    return reply.body().path("id").asText();
  }

  private static Reply disclosure(String question) {
    return bridge().get("/v1/questions/" + question + "/disclosure", postern().token("reviewer"));
  }

  private static Bridge bridge() {
    return new Bridge(postern().addresses().bridge(), postern().sslContext());
  }

  private static Postern postern() {
    return Postern.at(LAYOUT.checkout(), LAYOUT.home(), Settings.DEMO, Progress.silent());
  }

  private static void done(Said said) {
    assertEquals(0, said.exit(), said.out() + said.err());
  }

  private static void refused(Said said, String why) {
    assertEquals(1, said.exit(), said.out() + said.err());
    assertTrue(said.err().contains(why), said.err());
  }
}
