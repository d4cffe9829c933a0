package io.camelwamp.bridge.message;

import io.camelwamp.protocol.Uris;
import java.util.HashMap;
import java.util.Map;

/** Which HTTP status stands for which WAMP error. Immutable. */
final class ErrorStatusTable {
    private static final int OTHERS = 500;

    private static final Map<String, Integer> DEFAULTS = Map.of(
            Uris.NOT_AUTHORIZED, 403,
            Uris.NO_SUCH_PROCEDURE, 404,
            Uris.INVALID_ARGUMENT, 400,
            Uris.CANCELED, 504,
            Uris.TIMEOUT, 504,
            Uris.UNAVAILABLE, 503);

    private final Map<String, Integer> statuses;

    private ErrorStatusTable(Map<String, Integer> statuses) {
        this.statuses = statuses;
    }

    /**
     * The default table with additions.
     *
     * @param additions {@code uri=status} pairs separated by commas; a URI that ends with {@code
     *     .*} stands for all that begin so; null or blank for none
     * @throws IllegalArgumentException if an addition is malformed
     */
    static ErrorStatusTable parse(String additions) {
        Map<String, Integer> statuses = new HashMap<>(DEFAULTS);
        if (additions != null && !additions.isBlank()) {
            for (String addition : additions.split(",")) {
                add(statuses, addition.trim());
            }
        }
        return new ErrorStatusTable(Map.copyOf(statuses));
    }

    private static void add(Map<String, Integer> statuses, String addition) {
        int equals = addition.indexOf('=');
        String uri = equals < 0 ? "" : addition.substring(0, equals).trim();
        String status = addition.substring(equals + 1).trim();
        boolean isUri = Uris.isValid(uri.endsWith(".*") ? uri.substring(0, uri.length() - 2) : uri);
        if (!isUri || !status.matches("[45][0-9]{2}")) {
            throw new IllegalArgumentException("errorStatusTable has the entry '"
                    + addition
                    + "': write an error URI and a status from 400 to 599, such as com.example.error.not_found=404 or"
                    + " com.example.*=422");
        }
        statuses.put(uri, Integer.valueOf(status));
    }

    /**
     * The status of an error: by its whole URI, else by the longest beginning that is listed, else
     * 500.
     */
    int statusOf(String uri) {
        Integer status = statuses.get(uri);
        int end = uri.length();
        while (status == null && (end = uri.lastIndexOf('.', end - 1)) > 0) {
            status = statuses.get(uri.substring(0, end) + ".*");
        }
        return status == null ? OTHERS : status;
    }
}
