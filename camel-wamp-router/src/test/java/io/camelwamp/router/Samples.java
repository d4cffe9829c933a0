package io.camelwamp.router;

import io.camelwamp.protocol.Abort;
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
import io.camelwamp.protocol.MessageType;
import io.camelwamp.protocol.Payload;
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
import java.util.List;
import java.util.Map;

/** One valid message of every type. */
final class Samples {
    private static final List<Message> ALL = List.of(
            new Hello("realm1", new HelloDetails(Map.of("roles", RouterHarness.PLAIN))),
            new Welcome(5, new WelcomeDetails(Map.of("roles", Map.of("broker", Map.of())))),
            new Abort(CloseDetails.NONE, "wamp.error.x", Payload.EMPTY),
            new Challenge("ticket", Map.of()),
            new Authenticate("secret", Map.of()),
            new Goodbye(CloseDetails.NONE, "wamp.close.close_realm"),
            new ErrorMessage(MessageType.INVOCATION, 1, Map.of(), "com.app.error", Payload.EMPTY),
            publish(1),
            new Published(1, 2),
            new Subscribe(1, SubscribeOptions.NONE, "com.app.topic"),
            new Subscribed(1, 2),
            new Unsubscribe(1, 2),
            new Unsubscribed(1, RevocationDetails.NONE),
            new Event(1, 2, EventDetails.NONE, Payload.EMPTY),
            new Call(1, CallOptions.NONE, "com.app.proc", Payload.EMPTY),
            new Cancel(1, CancelOptions.NONE),
            new Result(1, ResultDetails.NONE, Payload.EMPTY),
            new Register(1, RegisterOptions.NONE, "com.app.proc"),
            new Registered(1, 2),
            new Unregister(1, 2),
            new Unregistered(1, RevocationDetails.NONE),
            new Invocation(1, 2, InvocationDetails.NONE, Payload.EMPTY),
            new Interrupt(1, InterruptOptions.NONE),
            new Yield(1, YieldOptions.NONE, Payload.EMPTY));

    private Samples() {}

    static Publish publish(long request) {
        return new Publish(request, PublishOptions.NONE, "com.app.topic", Payload.ofArgs(request));
    }

    static List<Message> only(String... types) {
        List<String> wanted = List.of(types);
        List<Message> found =
                ALL.stream().filter(m -> wanted.contains(m.type().name())).toList();
        if (found.size() != wanted.size()) {
            throw new IllegalArgumentException("A type is misspelt: " + wanted);
        }
        return found;
    }

    static List<Message> allBut(String... types) {
        List<Message> unwanted = only(types);
        return ALL.stream().filter(m -> !unwanted.contains(m)).toList();
    }
}
