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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules of {@code deploy/hosts/nftables}, loaded into a network namespace of their own. */
class FirewallIT {

  private static final Path RULES =
      Path.of("../hosts/nftables/postern.nft").toAbsolutePath().normalize();

  /** Interfaces as a host has them; the far ends of the pairs answer nothing. */
  private static final String NETWORK =
      """
      set -e
      ip link set lo up
      ip link add wg0 type veth peer name far0
      ip link add eth0 type veth peer name far1
      ip addr add 10.77.0.1/24 dev wg0
      ip addr add 10.20.0.1/24 dev eth0
      ip addr add 192.0.2.1/24 dev eth0
      for link in wg0 far0 eth0 far1; do ip link set $link up; done
      "$NFT" add table inet probe
      echo ready
      "$NFT" -f rules.nft
      python3 try.py
      """;

  /** The kernel says at once where a rule refuses; where none does, nobody answers. */
  private static final String TRIES =
      """
      import os, socket
      accounts = {'bridge': 1001, 'indexer': 1002, 'audit': 1003, 'opa': 1004, 'other': 1009}
      places = {'provider': ('10.77.0.9', 443), 'neighbour': ('10.20.0.9', 8443),
                'ssh': ('10.20.0.9', 22), 'public': ('192.0.2.9', 443)}
      for who, uid in accounts.items():
          for place, address in places.items():
              if os.fork() == 0:
                  os.setgid(uid); os.setuid(uid)
                  s = socket.socket(); s.settimeout(0.1)
                  try:
                      s.connect(address)
                  except socket.timeout:
                      print(who, place, 'open', flush=True)
                  except OSError:
                      print(who, place, 'refused', flush=True)
                  os._exit(0)
              os.wait()
      """;

  @TempDir Path folder;

  @Test
  void onlyTheBridgeHasAWayOutAndOnlyIntoTheTunnel() throws IOException {
    assertEquals(
        List.of(
            "bridge provider open",
            "bridge neighbour open",
            "bridge ssh refused",
            "bridge public refused",
            "indexer provider refused",
            "indexer neighbour open",
            "indexer ssh refused",
            "indexer public refused",
            "audit provider refused",
            "audit neighbour open",
            "audit ssh refused",
            "audit public refused",
            "opa provider refused",
            "opa neighbour open",
            "opa ssh refused",
            "opa public refused",
            "other provider open",
            "other neighbour open",
            "other ssh open",
            "other public open"),
        tried(Files.readString(RULES)));
  }

  @Test
  void aRuleThatIsLeftOutIsNoticed() throws IOException {
    String open = Files.readString(RULES).replace("    meta skuid $INDEXER jump premises\n", "");

    assertTrue(tried(open).contains("indexer public open"));
  }

  private List<String> tried(String rules) throws IOException {
    Path nft = nft();
    assumeTrue("root".equals(System.getProperty("user.name")), "only root may load rules");
    String accounts = rules;
    for (Map.Entry<String, String> account :
        Map.of("bridge", "1001", "indexer", "1002", "audit", "1003", "opa", "1004").entrySet()) {
      accounts = accounts.replace("\"postern-" + account.getKey() + "\"", account.getValue());
    }
    Files.writeString(folder.resolve("rules.nft"), accounts);
    Files.writeString(folder.resolve("try.py"), TRIES);
    Path script = Files.writeString(folder.resolve("network.sh"), NETWORK);
    Map<String, String> environment = new HashMap<>(DebianProgram.libraries(nft));
    environment.put("NFT", nft.toString());
    Command.Result result =
        Command.run(List.of("unshare", "-n", "sh", script.toString()), folder, environment);
    assumeTrue(
        result.output().contains("ready\n"),
        "no network namespaces or packet filter here: " + result.output());
    assertTrue(result.ok(), result.output());
    return result.output().lines().dropWhile(line -> !line.equals("ready")).skip(1).toList();
  }

  private static Path nft() {
    try {
      return DebianProgram.NFT.find(Cache.ofUser(), Progress.silent());
    } catch (MissingPrerequisite e) {
      return abort(String.valueOf(e.getMessage()));
    }
  }
}
