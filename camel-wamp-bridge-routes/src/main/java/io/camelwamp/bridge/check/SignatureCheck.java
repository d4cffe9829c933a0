package io.camelwamp.bridge.check;

import io.camelwamp.bridge.http.HttpRequests;
import io.camelwamp.bridge.http.RefusedException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.service.ServiceSupport;

/**
 * Lets requests pass that are signed with the key and secret, as Crossbar's clients sign them:
 * {@code signature} is the Base64 of the HMAC-SHA256 over {@code key}, {@code timestamp}, {@code
 * seq}, {@code nonce} and the body.
 *
 * <p>Needs the body as octets, so a {@link BodyReader} comes before. Without key and secret nothing
 * must be signed, but {@code timestamp}, {@code seq} and {@code nonce} are checked if they are
 * given.
 */
public class SignatureCheck extends ServiceSupport implements Processor {
    /**
     * The exchange property with the verified signature in hexadecimal; absent if requests are not
     * signed.
     */
    public static final String VERIFIED_SIGNATURE = "CamelWampVerifiedSignature";

    /**
     * How far a timestamp may be from now where requests are signed and no limit is set; what
     * Crossbar really does.
     */
    public static final Duration DEFAULT_DELTA_LIMIT = Duration.ofSeconds(300);

    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]{1,100}");

    private final Clock clock;
    private String key;
    private String secret;
    private Integer timestampDeltaLimit;

    private Duration deltaLimit;
    private RequestSignature signature;

    /** A check by the system's clock. */
    public SignatureCheck() {
        this(Clock.systemUTC());
    }

    /** A check by another clock. */
    public SignatureCheck(Clock clock) {
        this.clock = clock;
    }

    @Override
    protected void doStart() {
        checkGiven("key", key);
        checkGiven("secret", secret);
        boolean hasKey = key != null;
        boolean hasSecret = secret != null;
        if (hasKey != hasSecret) {
            throw new IllegalArgumentException("requests are to be signed, but the "
                    + (hasKey ? "secret" : "key")
                    + " is missing: set both key and secret, or neither");
        }
        if (hasKey && !key.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw new IllegalArgumentException("the key must consist of printable ASCII characters");
        }
        signature = hasKey ? new RequestSignature(secret) : null;
        deltaLimit = deltaLimit(hasKey, timestampDeltaLimit);
    }

    /** An empty one comes of a variable that is not set, which must not switch the check off. */
    private static void checkGiven(String option, String value) {
        if (value != null && value.isBlank()) {
            throw new IllegalArgumentException("requests are to be signed, but the " + option
                    + " is empty: set both key and secret, or leave out both for unsigned requests");
        }
    }

    /** The limit in force: what is set, else 300 s where requests are signed, else none (zero). */
    static Duration deltaLimit(boolean signed, Integer configured) {
        if (configured != null) {
            return Duration.ofSeconds(configured);
        }
        return signed ? DEFAULT_DELTA_LIMIT : Duration.ZERO;
    }

    @Override
    public void process(Exchange exchange) throws RefusedException {
        String query = HttpRequests.requestOf(exchange).getQueryString();
        if (signature == null && query == null) {
            return;
        }
        SignedParameters given = SignedParameters.parse(query);
        if (signature != null) {
            requireAll(given);
        }
        checkTimestamp(given.timestamp());
        checkInteger("seq", given.seq());
        checkInteger("nonce", given.nonce());
        if (signature != null) {
            byte[] verified = verify(given, exchange.getMessage().getBody(byte[].class));
            exchange.setProperty(VERIFIED_SIGNATURE, HexFormat.of().formatHex(verified));
        }
    }

    private static void requireAll(SignedParameters given) throws RefusedException {
        require("key", given.key());
        require("timestamp", given.timestamp());
        require("seq", given.seq());
        require("nonce", given.nonce());
        require("signature", given.signature());
    }

    private static void require(String name, String value) throws RefusedException {
        if (value == null) {
            throw new RefusedException(
                    400,
                    "the query parameter '"
                            + name
                            + "' is missing: a signed request has key, timestamp, seq, nonce and signature");
        }
    }

    private void checkTimestamp(String text) throws RefusedException {
        if (text == null) {
            return;
        }
        Instant timestamp = Timestamps.parse(text);
        if (timestamp == null) {
            throw new RefusedException(
                    400, "the query parameter 'timestamp' must be a UTC time such as 2011-10-14T16:59:51.123Z");
        }
        if (!deltaLimit.isZero()
                && Duration.between(timestamp, clock.instant()).abs().compareTo(deltaLimit) > 0) {
            throw new RefusedException(
                    400,
                    "the query parameter 'timestamp' is more than " + deltaLimit.toSeconds() + " seconds from now");
        }
    }

    private static void checkInteger(String name, String text) throws RefusedException {
        if (text != null && !INTEGER.matcher(text).matches()) {
            throw new RefusedException(400, "the query parameter '" + name + "' must be an integer");
        }
    }

    private byte[] verify(SignedParameters given, byte[] body) throws RefusedException {
        byte[] expectedKey = key.getBytes(StandardCharsets.US_ASCII);
        if (!MessageDigest.isEqual(expectedKey, given.key().getBytes(StandardCharsets.US_ASCII))) {
            throw new RefusedException(401, "the query parameter 'key' names no key that is known here");
        }
        byte[] expected = signature.compute(
                given.key(), given.timestamp(), given.seq(), given.nonce(), body == null ? new byte[0] : body);
        byte[] actual = RequestSignature.decode(given.signature());
        if (!MessageDigest.isEqual(expected, actual)) {
            throw new RefusedException(
                    401,
                    "the signature is wrong: it must be the Base64 of the HMAC-SHA256 with the secret over key,"
                            + " timestamp, seq, nonce and body");
        }
        return expected;
    }

    /** Sets the key that requests must name; null for unsigned requests. */
    public void setKey(String key) {
        this.key = key;
    }

    /** Sets the secret that requests must be signed with; null for unsigned requests. */
    public void setSecret(String secret) {
        this.secret = secret;
    }

    /**
     * Sets how far a timestamp may be from now, in both directions.
     *
     * @param timestampDeltaLimit seconds; 0 for any; null for 300 where requests are signed, else
     *     any
     */
    public void setTimestampDeltaLimit(Integer timestampDeltaLimit) {
        if (timestampDeltaLimit != null && timestampDeltaLimit < 0) {
            throw new IllegalArgumentException("timestampDeltaLimit is "
                    + timestampDeltaLimit
                    + ": it must be a number of seconds, or 0 for any timestamp");
        }
        this.timestampDeltaLimit = timestampDeltaLimit;
    }
}
