package io.camelwamp.bridge.check;

import io.camelwamp.bridge.http.HttpRequests;
import io.camelwamp.bridge.http.RefusedException;
import java.util.Enumeration;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Lets requests pass whose {@code Content-Type} is absent or {@code application/json}, in UTF-8 if
 * it names a charset; refuses others with 400.
 */
public class ContentTypeCheck implements Processor {
    private static final String JSON = "application/json";

    @Override
    public void process(Exchange exchange) throws RefusedException {
        Enumeration<String> values = HttpRequests.requestOf(exchange).getHeaders("Content-Type");
        if (!values.hasMoreElements()) {
            return;
        }
        String value = values.nextElement();
        if (values.hasMoreElements()) {
            throw refused("there is more than one Content-Type header");
        }
        if (!value.equals(JSON)) {
            check(value);
        }
    }

    private static void check(String value) throws RefusedException {
        int end = value.indexOf(';');
        String type = (end < 0 ? value : value.substring(0, end)).trim();
        if (!type.equalsIgnoreCase(JSON)) {
            throw refused("the content type is '" + type + "'");
        }
        boolean charsetSeen = false;
        while (end >= 0) {
            int start = end + 1;
            end = endOfParameter(value, start);
            String parameter = (end < 0 ? value.substring(start) : value.substring(start, end)).trim();
            if (parameter.regionMatches(true, 0, "charset", 0, 7) && isCharset(parameter)) {
                if (charsetSeen) {
                    throw refused("the content type has more than one charset");
                }
                charsetSeen = true;
                checkCharset(parameter.substring(parameter.indexOf('=') + 1).trim());
            }
        }
    }

    /** Where the parameter that begins here ends: at the next semicolon outside quotes, or -1. */
    private static int endOfParameter(String value, int start) {
        boolean quoted = false;
        for (int i = start; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '\\' && quoted) {
                i++;
            } else if (c == ';' && !quoted) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isCharset(String parameter) {
        int equals = parameter.indexOf('=');
        return equals >= 0 && parameter.substring(0, equals).trim().length() == 7;
    }

    private static void checkCharset(String value) throws RefusedException {
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        String charset = quoted ? value.substring(1, value.length() - 1) : value;
        if (!charset.equalsIgnoreCase("utf-8") && !charset.equalsIgnoreCase("utf8")) {
            throw refused("the charset is '" + charset + "'");
        }
    }

    private static RefusedException refused(String what) {
        return new RefusedException(400, what + ": it must be application/json in UTF-8, or absent");
    }
}
