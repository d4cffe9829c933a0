package io.camelwamp.component;

import io.camelwamp.protocol.CallOptions;
import io.camelwamp.protocol.CancelMode;
import io.camelwamp.protocol.MatchPolicy;
import io.camelwamp.protocol.PublishOptions;
import io.camelwamp.protocol.RegisterOptions;
import io.camelwamp.protocol.RequestIds;
import io.camelwamp.protocol.SubscribeOptions;
import io.camelwamp.protocol.YieldOptions;
import io.camelwamp.session.Overflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * From the options of an endpoint to those that WAMP sends. Checks them when the endpoint is made
 * ready; the texts of the {@link IllegalArgumentException}s say which option is wrong and what
 * would be right.
 */
final class EndpointOptions {
    private static final List<String> INVOKE = List.of("single", "roundrobin", "random", "first", "last");

    private EndpointOptions() {}

    static PublishOptions publish(WampConfiguration options) {
        Map<String, Object> wire = passthru(options);
        if (options.isAcknowledge()) {
            wire.put("acknowledge", true);
        }
        if (!options.isExcludeMe()) {
            wire.put("exclude_me", false);
        }
        if (options.isDiscloseMe()) {
            wire.put("disclose_me", true);
        }
        if (options.isRetain()) {
            wire.put("retain", true);
        }
        putIds(wire, "exclude", options.getExclude());
        putIds(wire, "eligible", options.getEligible());
        putTexts(wire, "exclude_authid", options.getExcludeAuthid());
        putTexts(wire, "exclude_authrole", options.getExcludeAuthrole());
        putTexts(wire, "eligible_authid", options.getEligibleAuthid());
        putTexts(wire, "eligible_authrole", options.getEligibleAuthrole());
        return PublishOptions.of(wire);
    }

    static CallOptions call(WampConfiguration options) {
        Map<String, Object> wire = passthru(options);
        if (options.isDiscloseMe()) {
            wire.put("disclose_me", true);
        }
        return CallOptions.of(wire);
    }

    static YieldOptions yield(WampPayloadOptions options) {
        return YieldOptions.of(passthru(options));
    }

    private static Map<String, Object> passthru(WampPayloadOptions options) {
        Map<String, Object> wire = new LinkedHashMap<>();
        putText(wire, Passthru.SCHEME, options.getPptScheme());
        putText(wire, Passthru.SERIALIZER, options.getPptSerializer());
        putText(wire, Passthru.CIPHER, options.getPptCipher());
        putText(wire, Passthru.KEYID, options.getPptKeyid());
        if (!wire.isEmpty() && !Passthru.isUsed(wire)) {
            throw new IllegalArgumentException(
                    "The options pptSerializer, pptCipher and pptKeyid need pptScheme, which says what the payload is:"
                            + " wamp for encrypted arguments, mqtt, or a name of your own such as x_mine");
        }
        return wire;
    }

    private static void putText(Map<String, Object> wire, String key, String text) {
        if (text != null && !text.isEmpty()) {
            wire.put(key, text);
        }
    }

    static SubscribeOptions subscribe(WampConfiguration options) {
        Map<String, Object> wire = new LinkedHashMap<>();
        putMatch(wire, options);
        if (options.isGetRetained()) {
            wire.put("get_retained", true);
        }
        return SubscribeOptions.of(wire);
    }

    static RegisterOptions register(WampConfiguration options) {
        Map<String, Object> wire = new LinkedHashMap<>();
        putMatch(wire, options);
        String invoke = options.getInvoke();
        if (!INVOKE.contains(invoke)) {
            throw new IllegalArgumentException(
                    "The option invoke must be one of " + INVOKE + ", but is '" + invoke + "'");
        }
        if (!"single".equals(invoke)) {
            wire.put("invoke", invoke);
        }
        if (atLeast("concurrency", options.getConcurrency(), 0) > 0) {
            wire.put("concurrency", options.getConcurrency());
        }
        if (options.isForceReregister()) {
            wire.put("force_reregister", true);
        }
        if (options.isDiscloseCaller()) {
            wire.put("disclose_caller", true);
        }
        if (options.isForwardTimeout()) {
            wire.put("forward_timeout", true);
        }
        return RegisterOptions.of(wire);
    }

    private static void putMatch(Map<String, Object> wire, WampConfiguration options) {
        MatchPolicy match = match(options);
        if (match != MatchPolicy.EXACT) {
            wire.put("match", match.wireName());
        }
    }

    static MatchPolicy match(WampConfiguration options) {
        return MatchPolicy.of(options.getMatch());
    }

    static boolean callPartsOneByOne(WampConfiguration options) {
        return switch (options.getCallParts()) {
            case "list" -> false;
            case "iterator" -> true;
            default ->
                throw new IllegalArgumentException(
                        "The option callParts must be list or iterator, but is '" + options.getCallParts() + "'");
        };
    }

    static CancelMode cancelMode(WampConfiguration options) {
        try {
            return CancelMode.of(options.getCancelMode());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The option cancelMode is wrong: " + e.getMessage());
        }
    }

    static Overflow overflow(WampConfiguration options) {
        return switch (options.getOverflow()) {
            case "pause" -> Overflow.PAUSE;
            case "dropOldest" -> Overflow.DROP_OLDEST;
            case "dropNewest" -> Overflow.DROP_NEWEST;
            default ->
                throw new IllegalArgumentException(
                        "The option overflow must be pause, dropOldest or dropNewest, but is '"
                                + options.getOverflow()
                                + "'");
        };
    }

    private static void putIds(Map<String, Object> wire, String key, String list) {
        if (list == null) {
            return;
        }
        List<Object> ids = new ArrayList<>();
        for (String text : list(list)) {
            ids.add(id(key, text));
        }
        wire.put(key, ids);
    }

    private static Long id(String option, String text) {
        try {
            long id = Long.parseLong(text);
            if (RequestIds.isId(id)) {
                return id;
            }
        } catch (NumberFormatException e) {
            // Falls through to the same complaint.
        }
        throw new IllegalArgumentException("The option "
                + option
                + " must be session ids (integers from 1 to 2^53) separated by commas, but has '"
                + text
                + "'");
    }

    private static void putTexts(Map<String, Object> wire, String key, String list) {
        if (list != null) {
            wire.put(key, list(list));
        }
    }

    /** The elements of a list that is separated by commas. */
    static List<String> list(String text) {
        return Stream.of(text.split(","))
                .map(String::strip)
                .filter(element -> !element.isEmpty())
                .toList();
    }

    static Duration positive(String option, long millis) {
        if (millis < 1) {
            throw new IllegalArgumentException(
                    "The option " + option + " must be a time such as 500 (milliseconds) or 10s, but is " + millis);
        }
        return Duration.ofMillis(millis);
    }

    static Duration notNegative(String option, long millis) {
        return millis == 0 ? Duration.ZERO : positive(option, millis);
    }

    static int atLeast(String option, int value, int minimum) {
        if (value < minimum) {
            throw new IllegalArgumentException(
                    "The option " + option + " must be " + minimum + " or more, but is " + value);
        }
        return value;
    }
}
