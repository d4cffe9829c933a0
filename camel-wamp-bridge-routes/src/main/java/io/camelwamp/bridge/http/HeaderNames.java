package io.camelwamp.bridge.http;

import java.util.Locale;
import java.util.Map;

/** The one spelling of header names that WAMP applications get to see, whatever the other side wrote. */
public final class HeaderNames {
    /** Names with a spelling of their own, as Twisted (and so Crossbar) has them. */
    private static final Map<String, String> IRREGULAR = Map.of(
            "content-md5", "Content-MD5",
            "dnt", "DNT",
            "etag", "ETag",
            "p3p", "P3P",
            "te", "TE",
            "www-authenticate", "WWW-Authenticate",
            "x-xss-protection", "X-XSS-Protection");

    private HeaderNames() {}

    /** A name whose words begin with capital letters, as in {@code Content-Type}. */
    public static String spelled(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        String irregular = IRREGULAR.get(lower);
        if (irregular != null) {
            return irregular;
        }
        StringBuilder spelled = new StringBuilder(lower);
        for (int i = 0; i < spelled.length(); i++) {
            if (i == 0 || spelled.charAt(i - 1) == '-') {
                spelled.setCharAt(i, Character.toUpperCase(spelled.charAt(i)));
            }
        }
        return spelled.toString();
    }
}
