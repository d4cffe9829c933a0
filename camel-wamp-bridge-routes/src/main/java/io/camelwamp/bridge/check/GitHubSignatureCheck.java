package io.camelwamp.bridge.check;

import io.camelwamp.bridge.http.HttpRequests;
import io.camelwamp.bridge.http.RefusedException;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Lets requests pass that are signed as GitHub signs its webhooks: {@code X-Hub-Signature-256} with the HMAC-SHA256 of the
 * body in hexadecimal, or, where that is absent, {@code X-Hub-Signature} with the HMAC-SHA1.
 *
 * <p>Needs the body as octets, so a {@link BodyReader} comes before. Without a secret, everything passes.
 */
public class GitHubSignatureCheck implements Processor {
    private enum Scheme {
        SHA256("X-Hub-Signature-256", "sha256=", "HmacSHA256"),
        SHA1("X-Hub-Signature", "sha1=", "HmacSHA1");

        private final String header;
        private final String prefix;
        private final String algorithm;

        Scheme(String header, String prefix, String algorithm) {
            this.header = header;
            this.prefix = prefix;
            this.algorithm = algorithm;
        }
    }

    private byte[] secret;

    @Override
    public void process(Exchange exchange) throws RefusedException {
        if (secret == null) {
            return;
        }
        HttpServletRequest request = HttpRequests.requestOf(exchange);
        for (Scheme scheme : Scheme.values()) {
            List<String> given = Collections.list(request.getHeaders(scheme.header));
            if (!given.isEmpty()) {
                check(scheme, given, exchange.getMessage().getBody(byte[].class));
                return;
            }
        }
        throw new RefusedException(
                400, "the signature is missing: send X-Hub-Signature-256 with the HMAC-SHA256 of the body");
    }

    private void check(Scheme scheme, List<String> given, byte[] body) throws RefusedException {
        byte[] expected = sign(scheme, body == null ? new byte[0] : body);
        if (given.size() != 1 || !MessageDigest.isEqual(expected, decode(scheme, given.get(0)))) {
            throw new RefusedException(
                    400,
                    "the signature in " + scheme.header + " is wrong: it must be " + scheme.prefix
                            + " and the HMAC of the body with the secret, in hexadecimal");
        }
    }

    private byte[] sign(Scheme scheme, byte[] body) {
        try {
            Mac mac = Mac.getInstance(scheme.algorithm);
            mac.init(new SecretKeySpec(secret, scheme.algorithm));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + scheme.algorithm, e);
        }
    }

    /** The octets, empty if the text is no signature. */
    private static byte[] decode(Scheme scheme, String text) {
        if (!text.startsWith(scheme.prefix)) {
            return new byte[0];
        }
        try {
            return HexFormat.of().parseHex(text.substring(scheme.prefix.length()));
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    /**
     * Sets the secret that GitHub was given for the webhook.
     *
     * @param githubSecret null for requests without signatures
     * @throws IllegalArgumentException if it is empty, which must not switch the check off
     */
    public void setGithubSecret(String githubSecret) {
        if (githubSecret != null && githubSecret.isBlank()) {
            throw new IllegalArgumentException(
                    "githubSecret is empty: give the secret that GitHub has, or leave it out for requests without signatures");
        }
        this.secret = githubSecret == null ? null : githubSecret.getBytes(StandardCharsets.UTF_8);
    }
}
