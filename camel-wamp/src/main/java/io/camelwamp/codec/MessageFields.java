package io.camelwamp.codec;

import io.camelwamp.protocol.Abort;
import io.camelwamp.protocol.Authenticate;
import io.camelwamp.protocol.Call;
import io.camelwamp.protocol.Cancel;
import io.camelwamp.protocol.Challenge;
import io.camelwamp.protocol.ErrorMessage;
import io.camelwamp.protocol.Event;
import io.camelwamp.protocol.Goodbye;
import io.camelwamp.protocol.Hello;
import io.camelwamp.protocol.Interrupt;
import io.camelwamp.protocol.Invocation;
import io.camelwamp.protocol.Message;
import io.camelwamp.protocol.MessageType;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.Publish;
import io.camelwamp.protocol.Published;
import io.camelwamp.protocol.Register;
import io.camelwamp.protocol.Registered;
import io.camelwamp.protocol.Result;
import io.camelwamp.protocol.RevocationDetails;
import io.camelwamp.protocol.Subscribe;
import io.camelwamp.protocol.Subscribed;
import io.camelwamp.protocol.Unregister;
import io.camelwamp.protocol.Unregistered;
import io.camelwamp.protocol.Unsubscribe;
import io.camelwamp.protocol.Unsubscribed;
import io.camelwamp.protocol.Welcome;
import io.camelwamp.protocol.Yield;
import java.util.List;

/** Takes messages apart: the counterpart of {@link MessageReader}. */
final class MessageFields {
    private MessageFields() {}

    /** The elements before the payload, the code first. */
    static List<Object> of(Message message) {
        return switch (message.type()) {
            case HELLO -> of((Hello) message);
            case WELCOME -> of((Welcome) message);
            case ABORT -> of((Abort) message);
            case CHALLENGE -> of((Challenge) message);
            case AUTHENTICATE -> of((Authenticate) message);
            case GOODBYE -> of((Goodbye) message);
            case ERROR -> of((ErrorMessage) message);
            case PUBLISH -> of((Publish) message);
            case PUBLISHED -> of((Published) message);
            case SUBSCRIBE -> of((Subscribe) message);
            case SUBSCRIBED -> of((Subscribed) message);
            case UNSUBSCRIBE -> of((Unsubscribe) message);
            case UNSUBSCRIBED -> of((Unsubscribed) message);
            case EVENT -> of((Event) message);
            case CALL -> of((Call) message);
            case CANCEL -> of((Cancel) message);
            case RESULT -> of((Result) message);
            case REGISTER -> of((Register) message);
            case REGISTERED -> of((Registered) message);
            case UNREGISTER -> of((Unregister) message);
            case UNREGISTERED -> of((Unregistered) message);
            case INVOCATION -> of((Invocation) message);
            case INTERRUPT -> of((Interrupt) message);
            case YIELD -> of((Yield) message);
        };
    }

    /** The payload, empty for messages that have none. */
    static Payload payloadOf(Message message) {
        return switch (message.type()) {
            case ABORT -> ((Abort) message).payload();
            case ERROR -> ((ErrorMessage) message).payload();
            case PUBLISH -> ((Publish) message).payload();
            case EVENT -> ((Event) message).payload();
            case CALL -> ((Call) message).payload();
            case RESULT -> ((Result) message).payload();
            case INVOCATION -> ((Invocation) message).payload();
            case YIELD -> ((Yield) message).payload();
            case HELLO, WELCOME, CHALLENGE, AUTHENTICATE, GOODBYE, CANCEL, INTERRUPT -> Payload.EMPTY;
            case SUBSCRIBE, SUBSCRIBED, UNSUBSCRIBE, UNSUBSCRIBED, PUBLISHED -> Payload.EMPTY;
            case REGISTER, REGISTERED, UNREGISTER, UNREGISTERED -> Payload.EMPTY;
        };
    }

    private static List<Object> of(Hello m) {
        return List.of(MessageType.HELLO.code(), m.realm(), m.details().values());
    }

    private static List<Object> of(Welcome m) {
        return List.of(MessageType.WELCOME.code(), m.session(), m.details().values());
    }

    private static List<Object> of(Abort m) {
        return List.of(MessageType.ABORT.code(), m.details().values(), m.reason());
    }

    private static List<Object> of(Challenge m) {
        return List.of(MessageType.CHALLENGE.code(), m.authMethod(), m.extra());
    }

    private static List<Object> of(Authenticate m) {
        return List.of(MessageType.AUTHENTICATE.code(), m.signature(), m.extra());
    }

    private static List<Object> of(Goodbye m) {
        return List.of(MessageType.GOODBYE.code(), m.details().values(), m.reason());
    }

    private static List<Object> of(ErrorMessage m) {
        return List.of(MessageType.ERROR.code(), m.requestType().code(), m.request(), m.details(), m.error());
    }

    private static List<Object> of(Publish m) {
        return List.of(MessageType.PUBLISH.code(), m.request(), m.options().values(), m.topic());
    }

    private static List<Object> of(Published m) {
        return List.of(MessageType.PUBLISHED.code(), m.request(), m.publication());
    }

    private static List<Object> of(Subscribe m) {
        return List.of(MessageType.SUBSCRIBE.code(), m.request(), m.options().values(), m.topic());
    }

    private static List<Object> of(Subscribed m) {
        return List.of(MessageType.SUBSCRIBED.code(), m.request(), m.subscription());
    }

    private static List<Object> of(Unsubscribe m) {
        return List.of(MessageType.UNSUBSCRIBE.code(), m.request(), m.subscription());
    }

    private static List<Object> of(Unsubscribed m) {
        return answer(m.type(), m.request(), m.details());
    }

    private static List<Object> of(Event m) {
        return List.of(
                MessageType.EVENT.code(),
                m.subscription(),
                m.publication(),
                m.details().values());
    }

    private static List<Object> of(Call m) {
        return List.of(MessageType.CALL.code(), m.request(), m.options().values(), m.procedure());
    }

    private static List<Object> of(Cancel m) {
        return List.of(MessageType.CANCEL.code(), m.request(), m.options().values());
    }

    private static List<Object> of(Result m) {
        return List.of(MessageType.RESULT.code(), m.request(), m.details().values());
    }

    private static List<Object> of(Register m) {
        return List.of(MessageType.REGISTER.code(), m.request(), m.options().values(), m.procedure());
    }

    private static List<Object> of(Registered m) {
        return List.of(MessageType.REGISTERED.code(), m.request(), m.registration());
    }

    private static List<Object> of(Unregister m) {
        return List.of(MessageType.UNREGISTER.code(), m.request(), m.registration());
    }

    private static List<Object> of(Unregistered m) {
        return answer(m.type(), m.request(), m.details());
    }

    private static List<Object> of(Invocation m) {
        return List.of(
                MessageType.INVOCATION.code(),
                m.request(),
                m.registration(),
                m.details().values());
    }

    private static List<Object> of(Interrupt m) {
        return List.of(MessageType.INTERRUPT.code(), m.request(), m.options().values());
    }

    private static List<Object> of(Yield m) {
        return List.of(MessageType.YIELD.code(), m.request(), m.options().values());
    }

    /** Only a message that revokes, and thus answers no request, has details. */
    private static List<Object> answer(MessageType type, long request, RevocationDetails details) {
        return request == 0 ? List.of(type.code(), request, details.values()) : List.of(type.code(), request);
    }
}
