package dev.postern.bridge.bedrock;

import dev.postern.bridge.disclosure.Prompt;
import dev.postern.bridge.disclosure.Route;
import dev.postern.bridge.endpoint.Endpoint;
import dev.postern.bridge.endpoint.Gate;
import io.netty.channel.EventLoopGroup;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import javax.net.ssl.TrustManager;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.awscore.defaultsmode.DefaultsMode;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.ProtocolNegotiation;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.ProxyConfiguration;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;

/**
 * The official client for one route: its own Region and credentials and none from environment,
 * profile or instance; no retries, no proxy, no description of this machine.
 */
final class BedrockRoute {
  /** As for the other providers: nothing is sent twice, so no connection is kept for long. */
  private static final Duration IDLE = Duration.ofSeconds(30);

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final URI NOWHERE = URI.create("https://rendering.invalid");

  private final BedrockEndpoint to;
  private final Gate gate;
  private final BedrockRuntimeAsyncClient client;
  private final Rendering rendering = new Rendering();
  private final BedrockRuntimeAsyncClient renderer;

  BedrockRoute(
      String name, BedrockEndpoint to, Duration answerWithin, EventLoopGroup loops, Clock clock) {
    this.to = to;
    this.gate = new Gate(name, clock);
    this.client =
        client(
            to.endpoint().base(),
            () -> credentials(to.keys().get()),
            new ReceiptHttpClient(transport(to, answerWithin, loops), gate));
    this.renderer = client(NOWHERE, AnonymousCredentialsProvider.create(), rendering);
  }

  BedrockEndpoint to() {
    return to;
  }

  Gate gate() {
    return gate;
  }

  BedrockRuntimeAsyncClient client() {
    return client;
  }

  /** The body that this call would send, did it not lead nowhere. */
  byte[] rendered(Route route, Prompt prompt) {
    String id = UUID.randomUUID().toString();
    Conversation named = new Conversation(route.model(), prompt, to.guardrail(), id);
    return rendering.of(
        id,
        () ->
            to.streamed()
                ? renderer.converseStream(named.streamed(), new ConverseReply(Duration.ZERO))
                : renderer.converse(named.whole()));
  }

  private static AwsCredentials credentials(AwsKeys keys) {
    String token = keys.sessionToken();
    return token == null
        ? AwsBasicCredentials.create(keys.accessKeyId(), keys.secretAccessKey())
        : AwsSessionCredentials.create(keys.accessKeyId(), keys.secretAccessKey(), token);
  }

  private BedrockRuntimeAsyncClient client(
      URI base, AwsCredentialsProvider credentials, SdkAsyncHttpClient http) {
    return BedrockRuntimeAsyncClient.builder()
        .region(Region.of(to.region()))
        .endpointOverride(base)
        .dualstackEnabled(false)
        .fipsEnabled(false)
        .defaultsMode(DefaultsMode.STANDARD)
        .credentialsProvider(credentials)
        .overrideConfiguration(
            o ->
                o.retryStrategy(AwsRetryStrategy.doNotRetry())
                    .defaultProfileFile(ProfileFile.aggregator().build())
                    .defaultProfileName("none"))
        .httpClient(http)
        .build();
  }

  private static SdkAsyncHttpClient transport(
      BedrockEndpoint to, Duration answerWithin, EventLoopGroup loops) {
    Endpoint endpoint = to.endpoint();
    NettyNioAsyncHttpClient.Builder transport =
        NettyNioAsyncHttpClient.builder()
            .eventLoopGroup(SdkEventLoopGroup.create(loops, () -> new PinnedChannel(endpoint)))
            .proxyConfiguration(
                ProxyConfiguration.builder()
                    .useSystemPropertyValues(false)
                    .useEnvironmentVariableValues(false)
                    .build())
            .connectionTimeout(CONNECT)
            .connectionAcquisitionTimeout(CONNECT)
            .tlsNegotiationTimeout(CONNECT)
            .readTimeout(answerWithin)
            .writeTimeout(Duration.ofSeconds(10))
            .connectionMaxIdleTime(IDLE)
            .tlsTrustManagersProvider(() -> new TrustManager[] {endpoint.trust()});
    return to.http2()
        ? transport.protocol(Protocol.HTTP2).protocolNegotiation(ProtocolNegotiation.ALPN).build()
        : transport
            .protocol(Protocol.HTTP1_1)
            .protocolNegotiation(ProtocolNegotiation.ASSUME_PROTOCOL)
            .build();
  }
}
