package dev.postern.audit.service.timestamp;

import dev.postern.audit.log.Hash;
import dev.postern.audit.service.sequencer.TimestampAuthority;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;

/**
 * An authority by its address (RFC 3161 section 3.4). It is sent a hash and a random number; its
 * certificate is pinned, and what it answers is checked before it is kept.
 */
public final class RemoteAuthority implements TimestampAuthority {
  /** A response with a chain of certificates has some 6 kB. */
  private static final long LARGEST = 64 << 10;

  private final URI address;
  private final X509Certificate certificate;
  private final HttpClient http;
  private final Duration timeout;
  private final SecureRandom random = new SecureRandom();

  /**
   * An authority.
   *
   * @param certificate the one that it signs with
   * @param timeout of an exchange
   */
  public RemoteAuthority(
      URI address, X509Certificate certificate, HttpClient http, Duration timeout) {
    this.address = address;
    this.certificate = certificate;
    this.http = http;
    this.timeout = timeout;
  }

  @Override
  public byte[] stamp(byte[] bytes) throws Unavailable {
    try {
      var asking = new TimeStampRequestGenerator();
      asking.setCertReq(true);
      var request =
          asking.generate(
              NISTObjectIdentifiers.id_sha256,
              Hash.sha256(bytes).bytes(),
              new BigInteger(63, random));
      var answer = send(request.getEncoded());
      verify(request, answer);
      return answer;
    } catch (IOException e) {
      throw new Unavailable("the authority does not answer, or not with a response");
    }
  }

  private byte[] send(byte[] request) throws IOException, Unavailable {
    var post =
        HttpRequest.newBuilder(address)
            .timeout(timeout)
            .header("Content-Type", "application/timestamp-query")
            .POST(BodyPublishers.ofByteArray(request))
            .build();
    try {
      var answer =
          http.send(
              post,
              HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), LARGEST));
      if (answer.statusCode() != 200) {
        throw new Unavailable("the authority answered " + answer.statusCode());
      }
      return answer.body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unavailable("interrupted");
    }
  }

  private void verify(TimeStampRequest request, byte[] answer) throws IOException, Unavailable {
    try {
      var response = new TimeStampResponse(answer);
      response.validate(request);
      var token = response.getTimeStampToken();
      if (token == null) {
        throw new Unavailable("the authority refused");
      }
      token.validate(new JcaSimpleSignerInfoVerifierBuilder().build(certificate));
    } catch (TSPException e) {
      throw new Unavailable("the response is not about this request, or not by the pinned key");
    } catch (OperatorCreationException | RuntimeException e) {
      throw new Unavailable("the response cannot be verified");
    }
  }
}
