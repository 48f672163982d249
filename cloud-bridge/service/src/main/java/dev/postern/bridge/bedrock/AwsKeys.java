package dev.postern.bridge.bedrock;

import org.jspecify.annotations.Nullable;

/**
 * What signs requests.
 *
 * @param sessionToken with temporary credentials, else null
 */
public record AwsKeys(String accessKeyId, String secretAccessKey, @Nullable String sessionToken) {

  public AwsKeys {
    if (accessKeyId.isBlank() || secretAccessKey.isBlank()) {
      throw new IllegalArgumentException("credentials have an id and a secret");
    }
  }

  @Override
  public String toString() {
    return "AwsKeys[]";
  }
}
