package io.camelwamp.auth;

import io.camelwamp.protocol.Challenge;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import java.util.Base64;

/** Reads {@code CHALLENGE.Extra}; what is missing or wrong fails the join with a text that names it. */
final class Extra {
    private final Challenge challenge;

    Extra(Challenge challenge) {
        this.challenge = challenge;
    }

    /** A text that must be there. */
    String text(String key) {
        String text = optionalText(key);
        if (text == null) {
            throw unusable("has no '" + key + "'");
        }
        return text;
    }

    /** A text, or null. */
    String optionalText(String key) {
        Object value = challenge.extra().get(key);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw unusable("has '" + key + "' that is no text");
    }

    /** Octets in Base64 that must be there. */
    byte[] octets(String key) {
        try {
            return Base64.getDecoder().decode(text(key));
        } catch (IllegalArgumentException e) {
            throw unusable("has '" + key + "' that is not Base64");
        }
    }

    /** An integer within bounds, so that a router cannot keep its clients busy. */
    int number(String key, int ifAbsent, int atMost) {
        Object value = challenge.extra().get(key);
        if (value == null) {
            return ifAbsent;
        }
        if (!(value instanceof Number number) || number.doubleValue() != number.longValue()) {
            throw unusable("has '" + key + "' that is no integer");
        }
        if (number.longValue() < 1 || number.longValue() > atMost) {
            throw unusable("asks for '" + key + "' " + number + ", where 1 to " + atMost + " is accepted");
        }
        return number.intValue();
    }

    /** A number that must be there. */
    int number(String key, int atMost) {
        if (challenge.extra().get(key) == null) {
            throw unusable("has no '" + key + "'");
        }
        return number(key, 0, atMost);
    }

    WampException unusable(String what) {
        return new WampException.JoinFailed(
                Uris.CANNOT_AUTHENTICATE, "The router's " + challenge.authMethod() + " challenge " + what);
    }
}
