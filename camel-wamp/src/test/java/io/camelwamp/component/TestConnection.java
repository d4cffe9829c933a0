package io.camelwamp.component;

import io.camelwamp.protocol.Call;
import io.camelwamp.protocol.CloseDetails;
import io.camelwamp.protocol.ErrorMessage;
import io.camelwamp.protocol.EventDetails;
import io.camelwamp.protocol.Goodbye;
import io.camelwamp.protocol.InvocationDetails;
import io.camelwamp.protocol.Message;
import io.camelwamp.protocol.MessageType;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.Publish;
import io.camelwamp.protocol.Published;
import io.camelwamp.protocol.Register;
import io.camelwamp.protocol.Registered;
import io.camelwamp.protocol.Result;
import io.camelwamp.protocol.ResultDetails;
import io.camelwamp.protocol.RevocationDetails;
import io.camelwamp.protocol.Subscribe;
import io.camelwamp.protocol.Subscribed;
import io.camelwamp.protocol.Unregister;
import io.camelwamp.protocol.Unregistered;
import io.camelwamp.protocol.Unsubscribe;
import io.camelwamp.protocol.Unsubscribed;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import io.camelwamp.protocol.Welcome;
import io.camelwamp.protocol.WelcomeDetails;
import io.camelwamp.protocol.Yield;
import io.camelwamp.transport.CloseReason;
import io.camelwamp.transport.Transport;
import io.camelwamp.transport.TransportListener;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** The test router's side of one connection; lives on the router's loop. */
final class TestConnection implements TransportListener {
    private static final WelcomeDetails WELCOME =
            new WelcomeDetails(Map.of("roles", Map.of("broker", Map.of(), "dealer", Map.of())));

    private final TestRouter router;
    private Transport transport;
    private boolean open;

    TestConnection(TestRouter router) {
        this.router = router;
    }

    boolean isOpen() {
        return open;
    }

    void send(Message message) {
        transport.send(message);
    }

    void drop() {
        transport.close("the router falls over");
    }

    @Override
    public void opened(Transport opened) {
        transport = opened;
    }

    @Override
    public void message(Message message) {
        router.remember(message);
        switch (message.type()) {
            case HELLO -> {
                if (router.challenge == null) {
                    welcome();
                } else {
                    send(router.challenge);
                }
            }
            case AUTHENTICATE -> welcome();
            case SUBSCRIBE -> subscribe((Subscribe) message);
            case UNSUBSCRIBE -> {
                Unsubscribe unsubscribe = (Unsubscribe) message;
                router.unsubscribe(unsubscribe.subscription(), this);
                send(new Unsubscribed(unsubscribe.request(), RevocationDetails.NONE));
            }
            case REGISTER -> register((Register) message);
            case UNREGISTER -> {
                Unregister unregister = (Unregister) message;
                router.unregister(unregister.registration(), this);
                send(new Unregistered(unregister.request(), RevocationDetails.NONE));
            }
            case PUBLISH -> publish((Publish) message);
            case CALL -> call((Call) message);
            case YIELD -> router.answered(((Yield) message).request(), message);
            case ERROR -> router.answered(((ErrorMessage) message).request(), message);
            case GOODBYE -> {
                open = false;
                send(new Goodbye(CloseDetails.NONE, Uris.GOODBYE_AND_OUT));
            }
            default -> {
                // Remembered, and no answer is due: CANCEL.
            }
        }
    }

    private void welcome() {
        open = true;
        send(new Welcome(router.nextId(), WELCOME.with("authrole", router.authrole)));
    }

    private void subscribe(Subscribe message) {
        if (!refused(MessageType.SUBSCRIBE, message.request(), message.topic())) {
            long id = router.subscribe(message.topic(), message.options().match(), this).id;
            send(new Subscribed(message.request(), id));
        }
    }

    private void register(Register message) {
        if (!refused(MessageType.REGISTER, message.request(), message.procedure())) {
            long id = router.register(message.procedure(), message.options().match(), this).id;
            send(new Registered(message.request(), id));
        }
    }

    private void publish(Publish message) {
        if (refused(MessageType.PUBLISH, message.request(), message.topic())) {
            return;
        }
        if (message.options().acknowledge()) {
            send(new Published(message.request(), 1_000_000 + message.request()));
        }
        router.dispatch(
                message.topic(),
                message.payload(),
                EventDetails.NONE,
                this,
                message.options().excludeMe());
    }

    private void call(Call message) {
        if (refused(MessageType.CALL, message.request(), message.procedure())) {
            return;
        }
        if (router.hasCallee(message.procedure())) {
            CompletableFuture<Message> answer = new CompletableFuture<>();
            answer.thenAccept(reply -> forward(message.request(), reply));
            router.invoke(message.procedure(), message.payload(), InvocationDetails.NONE, answer);
            return;
        }
        Function<Payload, Payload> body = router.procedures.get(message.procedure());
        if (body == null) {
            error(MessageType.CALL, message.request(), Uris.NO_SUCH_PROCEDURE, Payload.EMPTY);
            return;
        }
        try {
            Payload result = body.apply(message.payload());
            ResultDetails partial = router.partial.get(message.procedure());
            if (partial != null) {
                send(new Result(message.request(), partial, result));
            }
            send(new Result(message.request(), ResultDetails.NONE, result));
        } catch (WampException e) {
            error(MessageType.CALL, message.request(), e.uri(), e.payload());
        }
    }

    private void forward(long request, Message answer) {
        if (answer instanceof Yield result) {
            send(new Result(request, ResultDetails.NONE, result.payload()));
        } else if (answer instanceof ErrorMessage failure) {
            error(MessageType.CALL, request, failure.error(), failure.payload());
        }
    }

    private boolean refused(MessageType type, long request, String uri) {
        String error = router.refused.get(uri);
        if (error != null) {
            error(type, request, error, Payload.ofArgs("the test refuses it"));
        }
        return error != null || router.ignored.contains(uri);
    }

    private void error(MessageType type, long request, String uri, Payload payload) {
        send(new ErrorMessage(type, request, Map.of(), uri, payload));
    }

    @Override
    public void violated(WampException.ProtocolViolation violation) {
        throw new AssertionError(violation);
    }

    @Override
    public void closed(CloseReason reason) {
        open = false;
        router.gone(this);
    }
}
