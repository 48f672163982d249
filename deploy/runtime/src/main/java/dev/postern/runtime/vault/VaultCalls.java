package dev.postern.runtime.vault;

import dev.postern.runtime.tls.Pem;
import dev.postern.runtime.tls.ReloadingTls;
import io.github.jopenlibs.vault.EnvironmentLoader;
import io.github.jopenlibs.vault.SslConfig;
import io.github.jopenlibs.vault.Vault;
import io.github.jopenlibs.vault.VaultConfig;
import io.github.jopenlibs.vault.VaultException;
import io.github.jopenlibs.vault.response.AuthResponse;
import io.github.jopenlibs.vault.response.LogicalResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/** Single calls to Vault through the driver, each tried once, its failures sorted into ours. */
final class VaultCalls {

  private static final Duration DOWNLOAD = Duration.ofMinutes(2);

  private final VaultAccess access;
  private final HttpClient http;

  VaultCalls(VaultAccess access) {
    this.access = access;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(1))
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .sslContext(trusting(access))
            .build();
  }

  AuthResponse login() {
    String path = "auth/approle/login";
    try {
      String roleId = Files.readString(access.roleIdFile()).strip();
      String secretId = Files.readString(access.secretIdFile()).strip();
      return driver("").auth().loginByAppRole(roleId, secretId);
    } catch (IOException e) {
      throw new VaultDenied("the AppRole files of this service cannot be read");
    } catch (VaultException e) {
      // Vault answers a wrong role or secret id with 400
      throw e.getHttpStatusCode() == 400 ? new VaultDenied(path + ": 400") : failure(path, e);
    }
  }

  AuthResponse renewToken(String token) {
    try {
      return driver(token).auth().renewSelf();
    } catch (VaultException e) {
      throw failure("auth/token/renew-self", e);
    }
  }

  void revokeToken(String token) {
    try {
      driver(token).auth().revokeSelf();
    } catch (VaultException e) {
      throw failure("auth/token/revoke-self", e);
    }
  }

  LogicalResponse read(String token, String path) {
    try {
      return checked(path, driver(token).logical().read(path));
    } catch (VaultException e) {
      throw failure(path, e);
    }
  }

  LogicalResponse write(String token, String path, Map<String, Object> fields) {
    try {
      return checked(path, driver(token).logical().write(path, fields));
    } catch (VaultException e) {
      throw failure(path, e);
    }
  }

  /** What is no JSON: the driver has no call for it. */
  void download(String token, String path, OutputStream out) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(access.address().resolve("/v1/" + path))
            .header("X-Vault-Token", token)
            .timeout(DOWNLOAD)
            .build();
    try {
      HttpResponse<InputStream> answer = http.send(request, BodyHandlers.ofInputStream());
      try (InputStream body = answer.body()) {
        if (answer.statusCode() != 200) {
          throw failure(path, answer.statusCode());
        }
        body.transferTo(out);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(path + ": interrupted");
    }
  }

  private static LogicalResponse checked(String path, LogicalResponse response) {
    int status = response.getRestResponse().getStatus();
    if (status == 200 || status == 204) {
      return response;
    }
    throw failure(path, status);
  }

  private static VaultFailure failure(String path, VaultException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
    }
    return failure(path, e.getHttpStatusCode());
  }

  private static VaultFailure failure(String path, int status) {
    if (status == 401 || status == 403) {
      return new VaultDenied(path + ": " + status);
    }
    if (status >= 400 && status < 500 && status != 412 && status != 429) {
      return new VaultRejected(path + ": " + status);
    }
    return new VaultUnavailable(status == 0 ? path + ": no answer" : path + ": " + status);
  }

  private Vault driver(String token) throws VaultException {
    return Vault.create(
        new VaultConfig()
            .environmentLoader(new NoEnvironment())
            .address(access.address().toString())
            .token(token)
            .engineVersion(1)
            .readTimeout((int) access.timeout().toSeconds())
            .sslConfig(new SslConfig().verify(true).build())
            .httpClient(http)
            .build());
  }

  private static SSLContext trusting(VaultAccess access) {
    try {
      SSLContext context = SSLContext.getInstance("TLSv1.3");
      TrustManager trust = ReloadingTls.trustManager(Pem.certificates(access.caFile()));
      context.init(null, new TrustManager[] {trust}, null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException("postern.vault.ca-file cannot be used", e);
    }
  }

  /**
   * Keeps the driver from taking a token or an address out of the environment or the home folder.
   */
  private static final class NoEnvironment extends EnvironmentLoader {

    private static final long serialVersionUID = 1L;

    @Override
    @SuppressWarnings("NullAway") // the driver's word for "not set"
    public String loadVariable(String name) {
      return null;
    }
  }
}
