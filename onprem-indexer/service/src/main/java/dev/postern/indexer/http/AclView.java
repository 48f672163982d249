package dev.postern.indexer.http;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.postern.indexer.ingest.Rights;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rights on the wire: {@code {"users": [], "groups": []}}, or a list of groups. */
public record AclView(List<String> users, List<String> groups) {

  public AclView {
    users = List.copyOf(users);
    groups = List.copyOf(groups);
  }

  /** Of either form. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static AclView of(JsonNode node) {
    if (node.isArray()) {
      return new AclView(List.of(), names(node));
    }
    if (!node.isObject()) {
      throw Invalid.request("The field acl is not of the expected form.");
    }
    return new AclView(names(node.path("users")), names(node.path("groups")));
  }

  static AclView ofPrincipals(List<String> principals) {
    return new AclView(of(principals, "u:"), of(principals, "g:"));
  }

  private static List<String> of(List<String> principals, String prefix) {
    return principals.stream()
        .filter(p -> p.startsWith(prefix))
        .map(p -> p.substring(prefix.length()))
        .toList();
  }

  private static List<String> names(JsonNode list) {
    if (list.isMissingNode() || list.isNull()) {
      return List.of();
    }
    List<@Nullable String> names = new ArrayList<>();
    list.forEach(name -> names.add(name.isTextual() ? name.textValue() : null));
    return Invalid.names("acl", names);
  }

  /** As the domain has them; nobody is refused. */
  Rights rights() {
    if (users.isEmpty() && groups.isEmpty()) {
      throw Invalid.request("The field acl names nobody: a document without rights is refused.");
    }
    return new Rights(users, groups);
  }
}
