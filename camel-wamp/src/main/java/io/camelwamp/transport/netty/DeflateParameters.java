package io.camelwamp.transport.netty;

import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionData;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionUtil;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What two peers agreed on for permessage-deflate (RFC 7692, section 7.1).
 *
 * <p>The JDK always compresses with the largest window, so an agreement on a smaller one for this
 * side is out of reach; what the peer does with its own window makes no difference to inflating.
 *
 * @param resetsDeflater whether this side must forget its window after each message
 * @param resetsInflater whether the peer forgets its window after each message
 */
record DeflateParameters(boolean resetsDeflater, boolean resetsInflater) {
    /** What a client offers. */
    static final String OFFER = "permessage-deflate";

    private static final String SERVER_RESETS = "server_no_context_takeover";
    private static final String CLIENT_RESETS = "client_no_context_takeover";
    private static final String SERVER_WINDOW = "server_max_window_bits";
    private static final String CLIENT_WINDOW = "client_max_window_bits";
    private static final Set<String> KNOWN = Set.of(SERVER_RESETS, CLIENT_RESETS, SERVER_WINDOW, CLIENT_WINDOW);

    /**
     * What the server's answer to {@link #OFFER} means to the client.
     *
     * @param answer the value of Sec-WebSocket-Extensions, or null
     * @return null if there is no compression
     * @throws IllegalArgumentException if the answer is not one to the offer; the text says what it
     *     was
     */
    static DeflateParameters ofAnswer(String answer) {
        if (answer == null || answer.isBlank()) {
            return null;
        }
        List<WebSocketExtensionData> extensions = WebSocketExtensionUtil.extractExtensions(answer);
        if (extensions.size() != 1 || !isDeflate(extensions.get(0))) {
            throw new IllegalArgumentException("the extensions '" + answer + "', of which not all were offered");
        }
        Map<String, String> parameters = extensions.get(0).parameters();
        // A client window may only be answered to a client that offered it.
        if (!isWellFormed(parameters) || parameters.containsKey(CLIENT_WINDOW)) {
            throw new IllegalArgumentException("compression parameters that were not offered: '" + answer + "'");
        }
        return new DeflateParameters(parameters.containsKey(CLIENT_RESETS), parameters.containsKey(SERVER_RESETS));
    }

    /**
     * The first of a client's offers that a server can accept.
     *
     * @param offers the value of Sec-WebSocket-Extensions, or null
     * @return null if there is none
     */
    static DeflateParameters ofOffers(String offers) {
        if (offers == null || offers.isBlank()) {
            return null;
        }
        for (WebSocketExtensionData offer : WebSocketExtensionUtil.extractExtensions(offers)) {
            Map<String, String> parameters = offer.parameters();
            if (isDeflate(offer) && isWellFormed(parameters) && !parameters.containsKey(SERVER_WINDOW)) {
                return new DeflateParameters(
                        parameters.containsKey(SERVER_RESETS), parameters.containsKey(CLIENT_RESETS));
            }
        }
        return null;
    }

    /** What a server answers after {@link #ofOffers}. */
    String toAnswer() {
        return OFFER + (resetsDeflater ? "; " + SERVER_RESETS : "") + (resetsInflater ? "; " + CLIENT_RESETS : "");
    }

    private static boolean isDeflate(WebSocketExtensionData extension) {
        return OFFER.equalsIgnoreCase(extension.name());
    }

    private static boolean isWellFormed(Map<String, String> parameters) {
        return KNOWN.containsAll(parameters.keySet())
                && isWindow(parameters, SERVER_WINDOW)
                && isWindow(parameters, CLIENT_WINDOW)
                && parameters.get(SERVER_RESETS) == null
                && parameters.get(CLIENT_RESETS) == null;
    }

    /** Only a client's own window may stand without a number, in an offer. */
    private static boolean isWindow(Map<String, String> parameters, String name) {
        String bits = parameters.get(name);
        if (bits == null) {
            return !parameters.containsKey(name) || name.equals(CLIENT_WINDOW);
        }
        return bits.matches("[89]|1[0-5]");
    }
}
