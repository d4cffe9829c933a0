package io.camelwamp.codec;

import io.camelwamp.protocol.Abort;
import io.camelwamp.protocol.Attributes;
import io.camelwamp.protocol.Authenticate;
import io.camelwamp.protocol.Call;
import io.camelwamp.protocol.CallOptions;
import io.camelwamp.protocol.Cancel;
import io.camelwamp.protocol.CancelOptions;
import io.camelwamp.protocol.Challenge;
import io.camelwamp.protocol.CloseDetails;
import io.camelwamp.protocol.ErrorMessage;
import io.camelwamp.protocol.Event;
import io.camelwamp.protocol.EventDetails;
import io.camelwamp.protocol.Goodbye;
import io.camelwamp.protocol.Hello;
import io.camelwamp.protocol.HelloDetails;
import io.camelwamp.protocol.Interrupt;
import io.camelwamp.protocol.InterruptOptions;
import io.camelwamp.protocol.Invocation;
import io.camelwamp.protocol.InvocationDetails;
import io.camelwamp.protocol.Message;
import io.camelwamp.protocol.Publish;
import io.camelwamp.protocol.PublishOptions;
import io.camelwamp.protocol.Published;
import io.camelwamp.protocol.Register;
import io.camelwamp.protocol.RegisterOptions;
import io.camelwamp.protocol.Registered;
import io.camelwamp.protocol.Result;
import io.camelwamp.protocol.ResultDetails;
import io.camelwamp.protocol.RevocationDetails;
import io.camelwamp.protocol.Subscribe;
import io.camelwamp.protocol.SubscribeOptions;
import io.camelwamp.protocol.Subscribed;
import io.camelwamp.protocol.Unregister;
import io.camelwamp.protocol.Unregistered;
import io.camelwamp.protocol.Unsubscribe;
import io.camelwamp.protocol.Unsubscribed;
import io.camelwamp.protocol.Welcome;
import io.camelwamp.protocol.WelcomeDetails;
import io.camelwamp.protocol.Yield;
import io.camelwamp.protocol.YieldOptions;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Makes a message of its elements: the one place that knows which element is which component (spec:
 * basic/messages.md).
 */
final class MessageReader {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;
    private static final int BITS_BEYOND_IDS = 11;

    private MessageReader() {}

    static Message message(FieldReader in, Tolerance tolerance) {
        return switch (in.type()) {
            case HELLO -> new Hello(in.uri(1), new HelloDetails(in.dict(2)));
            case WELCOME -> new Welcome(sessionId(in, tolerance), new WelcomeDetails(in.dict(2)));
            case ABORT -> new Abort(CloseDetails.of(in.dict(1)), in.uri(2), in.payload());
            case CHALLENGE -> new Challenge(in.text(1), in.dict(2));
            case AUTHENTICATE -> new Authenticate(in.text(1), in.dict(2));
            case GOODBYE -> new Goodbye(CloseDetails.of(in.dict(1)), in.uri(2));
            case ERROR -> new ErrorMessage(in.requestType(1), in.id(2), in.dict(3), in.uri(4), in.payload());
            case PUBLISH -> new Publish(in.id(1), PublishOptions.of(in.dict(2)), name(in, tolerance), in.payload());
            case PUBLISHED -> new Published(in.id(1), in.id(2));
            case SUBSCRIBE -> subscribe(in, tolerance);
            case SUBSCRIBED -> new Subscribed(in.id(1), in.id(2));
            case UNSUBSCRIBE -> new Unsubscribe(in.id(1), in.id(2));
            case UNSUBSCRIBED -> new Unsubscribed(answered(in), revocation(in));
            case EVENT -> new Event(in.id(1), in.id(2), eventDetails(in, tolerance), in.payload());
            case CALL -> new Call(in.id(1), CallOptions.of(in.dict(2)), name(in, tolerance), in.payload());
            case CANCEL -> new Cancel(in.id(1), CancelOptions.of(in.dict(2)));
            case RESULT -> new Result(in.id(1), ResultDetails.of(in.dict(2)), in.payload());
            case REGISTER -> register(in, tolerance);
            case REGISTERED -> new Registered(in.id(1), in.id(2));
            case UNREGISTER -> new Unregister(in.id(1), in.id(2));
            case UNREGISTERED -> new Unregistered(answered(in), revocation(in));
            case INVOCATION -> new Invocation(in.id(1), in.id(2), InvocationDetails.of(in.dict(3)), in.payload());
            case INTERRUPT -> new Interrupt(in.id(1), InterruptOptions.of(in.dict(2)));
            case YIELD -> new Yield(in.id(1), YieldOptions.of(in.dict(2)), in.payload());
        };
    }

    private static Subscribe subscribe(FieldReader in, Tolerance tolerance) {
        SubscribeOptions options = SubscribeOptions.of(in.dict(2));
        return new Subscribe(in.id(1), options, pattern(in, options, tolerance));
    }

    private static Register register(FieldReader in, Tolerance tolerance) {
        RegisterOptions options = RegisterOptions.of(in.dict(2));
        return new Register(in.id(1), options, pattern(in, options, tolerance));
    }

    /** The topic or procedure of a request. */
    private static String name(FieldReader in, Tolerance tolerance) {
        return tolerance == Tolerance.LENIENT ? in.text(3) : in.uri(3);
    }

    /** The topic or procedure of a request, or a pattern of them if the options say so. */
    private static String pattern(FieldReader in, Attributes options, Tolerance tolerance) {
        return tolerance == Tolerance.LENIENT ? in.text(3) : in.pattern(3, options);
    }

    private static long answered(FieldReader in) {
        return in.size() == in.type().maxLength() ? in.noRequest(1) : in.id(1);
    }

    private static RevocationDetails revocation(FieldReader in) {
        return in.size() == in.type().maxLength() ? RevocationDetails.of(in.dict(2)) : RevocationDetails.NONE;
    }

    /** For a session id that is a string, an id that stays the same for the same string. */
    private static long sessionId(FieldReader in, Tolerance tolerance) {
        if (tolerance == Tolerance.STRICT || !(in.raw(1) instanceof String text)) {
            return in.id(1);
        }
        long hash = FNV_OFFSET;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * FNV_PRIME;
        }
        return Math.max(1, hash >>> BITS_BEYOND_IDS);
    }

    private static EventDetails eventDetails(FieldReader in, Tolerance tolerance) {
        Map<String, Object> details = in.dict(3);
        if (tolerance == Tolerance.LENIENT && details.get("publisher") instanceof String) {
            Map<String, Object> others = new LinkedHashMap<>(details);
            others.remove("publisher");
            details = others;
        }
        return EventDetails.of(details);
    }
}
