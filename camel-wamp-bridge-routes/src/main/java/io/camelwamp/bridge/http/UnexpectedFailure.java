package io.camelwamp.bridge.http;

import java.security.SecureRandom;
import java.util.HexFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last resort: a failure that nobody foresaw is logged under an id, and the id is all that the
 * client learns.
 */
public final class UnexpectedFailure {
    private static final Logger LOG = LoggerFactory.getLogger(UnexpectedFailure.class);
    private static final SecureRandom RANDOM = new SecureRandom();

    private UnexpectedFailure() {}

    /** Logs the failure and returns the body of the answer, whose status is 500. */
    public static byte[] report(Throwable failure) {
        byte[] octets = new byte[8];
        RANDOM.nextBytes(octets);
        String id = HexFormat.of().formatHex(octets);
        LOG.error("Unexpected failure {}", id, failure);
        return JsonAnswer.errorBody("an unexpected failure of the bridge; its log has the details under the id " + id);
    }
}
