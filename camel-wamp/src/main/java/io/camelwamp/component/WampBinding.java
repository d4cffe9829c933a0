package io.camelwamp.component;

import io.camelwamp.protocol.Attributes;
import io.camelwamp.protocol.InvocationDetails;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import io.camelwamp.session.CallResult;
import io.camelwamp.session.ReceivedEvent;
import io.camelwamp.session.ReceivedInvocation;
import java.io.File;
import java.io.InputStream;
import java.io.Reader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;
import org.apache.camel.WrappedFile;

/**
 * Maps exchanges and WAMP messages to each other without loss.
 *
 * <p>Positional arguments are the body: a single argument that is neither a list nor null stands
 * for itself, otherwise the body is the list of arguments, and no arguments are a null body.
 * Keyword arguments are the header {@link WampConstants#KWARGS}.
 */
final class WampBinding {
    /** Chains of causes can be circles. */
    private static final int MAX_CAUSES = 100;

    private WampBinding() {}

    /** The payload of a request: body and keyword arguments. */
    static Payload toPayload(Message message) {
        return Payload.of(toArgs(message), kwargs(message));
    }

    /** The keyword arguments of a request; null if there are none. */
    static Map<String, ?> kwargs(Message message) {
        return toKwargs(message.getHeader(WampConstants.KWARGS));
    }

    /**
     * The payload of a route's result. The keyword arguments of the invocation are still in the
     * header if the route did not touch it; they are not part of the result.
     */
    static Payload toResult(Message message, Object kwargsOfInvocation) {
        Object kwargs = message.getHeader(WampConstants.KWARGS);
        return Payload.of(toArgs(message), kwargs == kwargsOfInvocation ? null : toKwargs(kwargs));
    }

    /** The payload of one element of a stream, which becomes arguments as a body does. */
    static Payload toPayload(Object element) {
        return Payload.of(toArgs(element), null);
    }

    private static List<?> toArgs(Message message) {
        Object body = message.getBody();
        return body != null && isText(body) ? List.of(text(message)) : toArgs(body);
    }

    private static List<?> toArgs(Object body) {
        if (body == null) {
            return List.of();
        }
        if (body instanceof List<?> list) {
            return list;
        }
        if (body instanceof Collection<?> collection) {
            return new ArrayList<>(collection);
        }
        if (body instanceof Object[] array) {
            return Arrays.asList(array);
        }
        return Collections.singletonList(body);
    }

    /**
     * Streams and files are read as text, because WAMP applications exchange texts; binary needs a
     * byte[] body.
     */
    static boolean isText(Object body) {
        return body instanceof InputStream
                || body instanceof Reader
                || body instanceof StreamCache
                || body instanceof File
                || body instanceof WrappedFile<?>;
    }

    private static String text(Message message) {
        String text = message.getBody(String.class);
        if (text == null) {
            throw new WampException.InvalidPayload(
                    "The body is a " + message.getBody().getClass().getName() + " that cannot be read as text");
        }
        return text;
    }

    private static Map<String, ?> toKwargs(Object header) {
        return header == null ? null : stringKeys(header, WampConstants.KWARGS);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> stringKeys(Object header, String name) {
        if (!(header instanceof Map<?, ?> map)) {
            throw new WampException.InvalidPayload("The header "
                    + name
                    + " must be a Map with String keys, but is a "
                    + header.getClass().getName());
        }
        for (Object key : map.keySet()) {
            if (!(key instanceof String)) {
                throw new WampException.InvalidPayload(
                        "The header " + name + " has the key '" + key + "', but the keys must be Strings");
            }
        }
        return (Map<String, Object>) map;
    }

    /**
     * The endpoint's options with those of the message over them; null takes one of the endpoint's
     * away.
     *
     * @param make checks the options and makes the message's own kind of them
     */
    static <T extends Attributes> T toOptions(T ofEndpoint, Message message, Function<Map<String, Object>, T> make) {
        Object header = message.getHeader(WampConstants.OPTIONS);
        if (header == null) {
            return ofEndpoint;
        }
        // The payload's snapshot, because options too are sent after the route has gone on.
        Map<String, ?> named = Map.of(WampConstants.OPTIONS, stringKeys(header, WampConstants.OPTIONS));
        Map<?, ?> given = (Map<?, ?>) Payload.of(null, named).kwargs().get(WampConstants.OPTIONS);
        Map<String, Object> merged = new LinkedHashMap<>(ofEndpoint.values());
        given.forEach((key, value) -> merged.put((String) key, value));
        Passthru.settle(given, merged);
        merged.values().removeIf(Objects::isNull);
        try {
            return make.apply(merged);
        } catch (WampException.ProtocolViolation e) {
            throw new WampException(
                    Uris.INVALID_ARGUMENT,
                    "The header " + WampConstants.OPTIONS + " is wrong: "
                            + e.args().get(0));
        }
    }

    /** Fills the message of an exchange that an event began. */
    static void fromEvent(ReceivedEvent event, Passthru passthru, Message message) {
        fromPayload(passthru.open(event.payload(), event.details().values()), event.details(), message);
        message.setHeader(WampConstants.TOPIC, event.topic());
        message.setHeader(WampConstants.PUBLICATION_ID, event.publication());
        Map<String, Object> details = event.details().values();
        if (details.isEmpty()) {
            return;
        }
        toHeader(details, "publisher", message, WampConstants.PUBLISHER);
        toHeader(details, "publisher_authid", message, WampConstants.PUBLISHER_AUTHID);
        toHeader(details, "publisher_authrole", message, WampConstants.PUBLISHER_AUTHROLE);
        toHeader(details, "trustlevel", message, WampConstants.TRUST_LEVEL);
        if (event.details().retained()) {
            message.setHeader(WampConstants.RETAINED, true);
        }
    }

    /**
     * Fills the message of an exchange that a call began.
     *
     * @param arguments those of the call, made readable
     */
    static void fromInvocation(ReceivedInvocation invocation, Payload arguments, Message message) {
        InvocationDetails details = invocation.details();
        fromPayload(arguments, details, message);
        message.setHeader(WampConstants.PROCEDURE, invocation.procedure());
        toHeader(details.values(), "caller", message, WampConstants.CALLER);
        toHeader(details.values(), "caller_authid", message, WampConstants.CALLER_AUTHID);
        toHeader(details.values(), "caller_authrole", message, WampConstants.CALLER_AUTHROLE);
        toHeader(details.values(), "trustlevel", message, WampConstants.TRUST_LEVEL);
    }

    private static void toHeader(Map<String, Object> details, String key, Message message, String header) {
        Object value = details.get(key);
        if (value != null) {
            message.setHeader(header, value);
        }
    }

    /**
     * Puts a result in place of the message that was the call.
     *
     * @return its arguments
     */
    static Payload fromResult(CallResult result, Passthru passthru, Message message) {
        Payload payload = passthru.open(result.payload(), result.details().values());
        fromPayload(payload, result.details(), message);
        return payload;
    }

    private static void fromPayload(Payload payload, Attributes details, Message message) {
        message.setBody(toBody(payload.args()));
        if (payload.kwargs().isEmpty()) {
            message.removeHeader(WampConstants.KWARGS);
        } else {
            message.setHeader(WampConstants.KWARGS, editable(payload.kwargs()));
        }
        if (details.isEmpty()) {
            message.removeHeader(WampConstants.DETAILS);
        } else {
            message.setHeader(WampConstants.DETAILS, details.values());
        }
    }

    /** The body that stands for the positional arguments of a payload. */
    static Object toBody(Payload payload) {
        return toBody(payload.args());
    }

    private static Object toBody(List<Object> args) {
        if (args.isEmpty()) {
            return null;
        }
        boolean single = args.size() == 1 && args.get(0) != null && !(args.get(0) instanceof List<?>);
        return editable(single ? args.get(0) : args);
    }

    /** A copy of a dictionary of values that a route may change. */
    static Map<?, ?> toMap(Map<?, ?> values) {
        return (Map<?, ?>) editable(values);
    }

    /** A copy of a list of values that a route may change. */
    static List<?> toList(List<?> values) {
        return (List<?>) editable(values);
    }

    /**
     * Copies lists and maps, which payloads share between exchanges, so that routes can change
     * theirs.
     */
    private static Object editable(Object value) {
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>(list.size());
            list.forEach(element -> copy.add(editable(element)));
            return copy;
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>(map.size() * 4 / 3 + 1);
            map.forEach((key, element) -> copy.put(key, editable(element)));
            return copy;
        }
        return value;
    }

    /**
     * What the caller of a failed route is told: the {@link WampException} that the route threw,
     * outermost in the chain of causes, or a runtime error without any detail. Of a failure of our
     * own connections the caller gets the URI only, because the text tells where our routers are.
     */
    static WampException toError(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
            if (cause instanceof WampException known) {
                return isOurConnection(known) ? new WampException(known.uri()) : known;
            }
            cause = cause.getCause();
        }
        return new WampException(Uris.RUNTIME_ERROR, "The procedure failed");
    }

    private static boolean isOurConnection(WampException failure) {
        return failure instanceof WampException.NotConnected
                || failure instanceof WampException.SessionLost
                || failure instanceof WampException.JoinFailed;
    }
}
