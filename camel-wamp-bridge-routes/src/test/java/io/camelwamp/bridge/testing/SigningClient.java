package io.camelwamp.bridge.testing;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes the query of signed requests the way Crossbar's Python client makes it: parameters in its
 * order, a timestamp of milliseconds, a nonce up to 2^53, URL-safe Base64 with padding, everything
 * form-encoded.
 */
public final class SigningClient {
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final String key;
    private final String secret;
    private final Random random = new Random(42);
    private int seq = 1;

    /** A client with the first sequence number. */
    public SigningClient(String key, String secret) {
        this.key = key;
        this.secret = secret;
    }

    /** A time as the client writes it. */
    public static String timestamp(Instant time) {
        return FORMAT.format(time);
    }

    /** The parameters of a request that is made now. */
    public Map<String, String> sign(String body) {
        return sign(timestamp(Instant.now()), String.valueOf(seq++), String.valueOf(random.nextLong(1L << 53)), body);
    }

    /** The parameters of a request with these values. */
    public Map<String, String> sign(String timestamp, String seq, String nonce, String body) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("timestamp", timestamp);
        parameters.put("seq", seq);
        parameters.put("key", key);
        parameters.put("nonce", nonce);
        byte[] signature = hmac(key, timestamp, seq, nonce, body);
        parameters.put("signature", Base64.getUrlEncoder().encodeToString(signature));
        return parameters;
    }

    private byte[] hmac(String... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            for (String part : parts) {
                mac.update(part.getBytes(StandardCharsets.UTF_8));
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A path with a form-encoded query. */
    public static String target(String path, Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&", path + "?", ""));
    }
}
