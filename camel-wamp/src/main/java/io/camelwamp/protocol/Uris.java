package io.camelwamp.protocol;

/**
 * Checks of WAMP URIs, and the predefined ones (spec: basic/building_blocks.md, section URIs;
 * basic/uri_reference.md).
 *
 * <p>The checks walk over the characters instead of using regular expressions: {@code $} accepts a
 * trailing newline and Java's {@code \s} knows ASCII only, while the specification's grammar
 * excludes all Unicode white space.
 */
public final class Uris {
    public static final String INVALID_URI = "wamp.error.invalid_uri";
    public static final String NO_SUCH_PROCEDURE = "wamp.error.no_such_procedure";
    public static final String PROCEDURE_ALREADY_EXISTS = "wamp.error.procedure_already_exists";
    public static final String NO_SUCH_REGISTRATION = "wamp.error.no_such_registration";
    public static final String NO_SUCH_SUBSCRIPTION = "wamp.error.no_such_subscription";
    public static final String NO_SUCH_SESSION = "wamp.error.no_such_session";
    public static final String HISTORY_UNAVAILABLE = "wamp.error.history_unavailable";
    public static final String NO_SUCH_REALM = "wamp.error.no_such_realm";
    public static final String NO_SUCH_ROLE = "wamp.error.no_such_role";
    public static final String INVALID_ARGUMENT = "wamp.error.invalid_argument";
    public static final String NOT_AUTHORIZED = "wamp.error.not_authorized";
    public static final String AUTHORIZATION_FAILED = "wamp.error.authorization_failed";
    public static final String AUTHENTICATION_FAILED = "wamp.error.authentication_failed";
    public static final String AUTHENTICATION_DENIED = "wamp.error.authentication_denied";
    public static final String NO_MATCHING_AUTH_METHOD = "wamp.error.no_matching_auth_method";
    public static final String NO_AUTH_METHOD = "wamp.error.no_auth_method";
    public static final String CANNOT_AUTHENTICATE = "wamp.error.cannot_authenticate";
    public static final String CANCELED = "wamp.error.canceled";
    public static final String TIMEOUT = "wamp.error.timeout";
    public static final String UNAVAILABLE = "wamp.error.unavailable";
    public static final String NETWORK_FAILURE = "wamp.error.network_failure";
    public static final String PROTOCOL_VIOLATION = "wamp.error.protocol_violation";
    public static final String PAYLOAD_SIZE_EXCEEDED = "wamp.error.payload_size_exceeded";
    public static final String INVALID_PAYLOAD = "wamp.error.invalid_payload";
    public static final String RUNTIME_ERROR = "wamp.error.runtime_error";
    public static final String FEATURE_NOT_SUPPORTED = "wamp.error.feature_not_supported";
    public static final String OPTION_NOT_ALLOWED = "wamp.error.option_not_allowed";
    public static final String DISCLOSE_ME_DISALLOWED = "wamp.error.option_disallowed.disclose_me";
    public static final String CLOSE_REALM = "wamp.close.close_realm";
    public static final String GOODBYE_AND_OUT = "wamp.close.goodbye_and_out";
    public static final String SYSTEM_SHUTDOWN = "wamp.close.system_shutdown";
    public static final String CLOSE_NORMAL = "wamp.close.normal";
    public static final String KILLED = "wamp.close.killed";

    /** How much of the grammar is enforced. */
    public enum Rules {
        /** No white space, no {@code #}, no empty component. What a peer may send. */
        LOOSE,
        /**
         * As loose, and components consist of {@code [0-9a-z_]} only. What one should use when
         * inventing URIs.
         */
        STRICT
    }

    private Uris() {}

    /**
     * Tells whether a text is a valid loose URI without empty components: a topic, procedure,
     * realm, reason or error.
     *
     * @param uri the text; null is not valid
     */
    public static boolean isValid(String uri) {
        return isValid(uri, Rules.LOOSE, MatchPolicy.EXACT);
    }

    /**
     * Tells whether a text is a valid URI for a subscription or registration with the given policy.
     *
     * @param uri the text; null is not valid
     * @param rules the grammar
     * @param match exact forbids empty components, prefix allows the last one to be empty, wildcard
     *     allows all
     */
    public static boolean isValid(String uri, Rules rules, MatchPolicy match) {
        if (uri == null || (uri.isEmpty() && match == MatchPolicy.EXACT)) {
            return false;
        }
        int componentLength = 0;
        for (int i = 0; i < uri.length(); i++) {
            char c = uri.charAt(i);
            if (c == '.') {
                if (componentLength == 0 && match != MatchPolicy.WILDCARD) {
                    return false;
                }
                componentLength = 0;
            } else if (isAllowed(c, rules)) {
                componentLength++;
            } else {
                return false;
            }
        }
        return componentLength > 0 || match != MatchPolicy.EXACT;
    }

    /**
     * Tells whether a URI belongs to the protocol, so that applications must not publish or
     * register it.
     */
    public static boolean isReserved(String uri) {
        return uri.startsWith("wamp.") || uri.equals("wamp");
    }

    private static boolean isAllowed(char c, Rules rules) {
        if (rules == Rules.STRICT) {
            return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
        }
        if (c < 0x80) {
            return c > ' ' ? c != '#' : !isAsciiSpace(c);
        }
        return c != '\u0085' && !Character.isWhitespace(c) && !Character.isSpaceChar(c);
    }

    private static boolean isAsciiSpace(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r') || (c >= 0x1c && c <= 0x1f);
    }
}
