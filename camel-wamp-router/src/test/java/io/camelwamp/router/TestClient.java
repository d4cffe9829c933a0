package io.camelwamp.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.codec.SharedEncoding;
import io.camelwamp.protocol.Abort;
import io.camelwamp.protocol.Call;
import io.camelwamp.protocol.CallOptions;
import io.camelwamp.protocol.Cancel;
import io.camelwamp.protocol.CancelOptions;
import io.camelwamp.protocol.ErrorMessage;
import io.camelwamp.protocol.Hello;
import io.camelwamp.protocol.HelloDetails;
import io.camelwamp.protocol.Message;
import io.camelwamp.protocol.MessageType;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.Publish;
import io.camelwamp.protocol.PublishOptions;
import io.camelwamp.protocol.Register;
import io.camelwamp.protocol.RegisterOptions;
import io.camelwamp.protocol.Registered;
import io.camelwamp.protocol.Result;
import io.camelwamp.protocol.Subscribe;
import io.camelwamp.protocol.SubscribeOptions;
import io.camelwamp.protocol.Subscribed;
import io.camelwamp.protocol.Welcome;
import io.camelwamp.protocol.Yield;
import io.camelwamp.protocol.YieldOptions;
import io.camelwamp.testing.VirtualTimeLoop;
import io.camelwamp.transport.ChannelSecurity;
import io.camelwamp.transport.CloseReason;
import io.camelwamp.transport.Transport;
import io.camelwamp.transport.TransportListener;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A client of few words, and the router's transport to it, without anything in between. */
final class TestClient implements Transport {
    private final VirtualTimeLoop loop;
    private final TransportListener router;
    private final ChannelSecurity security;
    private final Deque<Message> received = new ArrayDeque<>();
    private final List<SharedEncoding> sharedEncodings = new ArrayList<>();

    /** Says why a message cannot be sent, or null. */
    private Function<Message, RuntimeException> refusal = message -> null;

    private long lastRequest;
    private long sessionId;
    private boolean reading = true;
    private boolean readByRouter = true;
    private long pending;
    private long octetsPerMessage = 100;
    private String closedFor;

    TestClient(VirtualTimeLoop loop, TransportListener router) {
        this(loop, router, ChannelSecurity.OPEN);
    }

    TestClient(VirtualTimeLoop loop, TransportListener router, ChannelSecurity security) {
        this.loop = loop;
        this.security = security;
        this.router = router;
        router.opened(this);
        loop.run();
    }

    // --- what the client does

    /** Hands a message to the router and lets it work. */
    TestClient say(Message message) {
        hand(message);
        loop.run();
        return this;
    }

    /** Hands a message to the router, which gets to no task of its own yet. */
    void hand(Message message) {
        router.message(message);
    }

    void drop() {
        closedFor = "dropped";
        router.closed(new CloseReason(CloseReason.Kind.PEER, "gone"));
        loop.run();
    }

    Welcome join(String realm, Map<String, Object> roles) {
        say(new Hello(realm, new HelloDetails(Map.of("roles", roles))));
        Welcome welcome = expect(Welcome.class);
        sessionId = welcome.session();
        lastRequest = 0;
        return welcome;
    }

    long nextRequest() {
        return ++lastRequest;
    }

    long lastRequest() {
        return lastRequest;
    }

    long sessionId() {
        return sessionId;
    }

    long subscribe(String topic, Object... options) {
        say(new Subscribe(nextRequest(), SubscribeOptions.of(map(options)), topic));
        Subscribed subscribed = expect(Subscribed.class);
        assertThat(subscribed.request()).isEqualTo(lastRequest);
        return subscribed.subscription();
    }

    long register(String procedure, Object... options) {
        say(new Register(nextRequest(), RegisterOptions.of(map(options)), procedure));
        Registered registered = expect(Registered.class);
        assertThat(registered.request()).isEqualTo(lastRequest);
        return registered.registration();
    }

    /** Publishes one argument. */
    long publish(String topic, Object argument, Object... options) {
        say(new Publish(nextRequest(), PublishOptions.of(map(options)), topic, Payload.ofArgs(argument)));
        return lastRequest;
    }

    /** Calls with one argument. */
    long call(String procedure, Object argument, Object... options) {
        say(new Call(nextRequest(), CallOptions.of(map(options)), procedure, Payload.ofArgs(argument)));
        return lastRequest;
    }

    /** Sends one more portion of the arguments of a call. */
    void callAgain(long request, String procedure, Object argument, Object... options) {
        say(new Call(request, CallOptions.of(map(options)), procedure, Payload.ofArgs(argument)));
    }

    /** Calls one of the router's procedures and expects its result. */
    Payload ask(String procedure, Object... args) {
        return ask(procedure, List.of(args), Map.of());
    }

    Payload ask(String procedure, List<Object> args, Map<String, Object> kwargs) {
        long request = request(procedure, args, kwargs);
        Result result = expect(Result.class);
        assertThat(result.request()).isEqualTo(request);
        return result.payload();
    }

    /** Calls one of the router's procedures and expects its error. */
    void askInVain(String error, String procedure, Object... args) {
        askInVain(error, procedure, List.of(args), Map.of());
    }

    void askInVain(String error, String procedure, List<Object> args, Map<String, Object> kwargs) {
        long request = request(procedure, args, kwargs);
        expectError(MessageType.CALL, request, error);
    }

    private long request(String procedure, List<Object> args, Map<String, Object> kwargs) {
        say(new Call(nextRequest(), CallOptions.NONE, procedure, Payload.of(args, kwargs)));
        return lastRequest;
    }

    void cancel(long request, Object... options) {
        say(new Cancel(request, CancelOptions.of(map(options))));
    }

    void yield(long invocation, Object result, Object... options) {
        say(new Yield(invocation, YieldOptions.of(map(options)), Payload.ofArgs(result)));
    }

    void fail(long invocation, String error, Object argument) {
        say(new ErrorMessage(MessageType.INVOCATION, invocation, Map.of(), error, Payload.ofArgs(argument)));
    }

    static Map<String, Object> map(Object... keysAndValues) {
        Map<String, Object> map = new java.util.LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }

    // --- what the client sees

    <T extends Message> T expect(Class<T> type) {
        assertThat(received).as("what the client received").isNotEmpty();
        assertThat(received.peek()).isInstanceOf(type);
        return type.cast(received.remove());
    }

    /** Expects ERROR for a request. */
    ErrorMessage expectError(MessageType requestType, long request, String uri) {
        ErrorMessage error = expect(ErrorMessage.class);
        assertThat(error.requestType()).isEqualTo(requestType);
        assertThat(error.request()).isEqualTo(request);
        assertThat(error.error()).isEqualTo(uri);
        return error;
    }

    /** Expects ABORT and the end of the connection. */
    Abort expectAbort(String reason) {
        Abort abort = expect(Abort.class);
        assertThat(abort.reason()).isEqualTo(reason);
        assertThat(abort.details().message()).isNotBlank();
        expectNothing();
        assertThat(isClosed()).isTrue();
        return abort;
    }

    void expectNothing() {
        assertThat(received).as("what the client received").isEmpty();
    }

    List<Message> drain() {
        List<Message> all = List.copyOf(received);
        received.clear();
        return all;
    }

    List<SharedEncoding> sharedEncodings() {
        return sharedEncodings;
    }

    /** Whether the router wants to hear more of this client. */
    boolean isReadByRouter() {
        return readByRouter;
    }

    boolean isClosed() {
        return closedFor != null;
    }

    String closedFor() {
        return closedFor;
    }

    // --- how the network behaves

    /** Leaves unread what comes from now on. */
    void stopReading(long octetsPerMessage) {
        this.reading = false;
        this.octetsPerMessage = octetsPerMessage;
    }

    void readAll() {
        reading = true;
        pending = 0;
    }

    void refuseToCarry(Function<Message, RuntimeException> why) {
        refusal = why;
    }

    // --- the router's transport

    @Override
    public void send(Message message) {
        RuntimeException why = refusal.apply(message);
        if (why != null) {
            throw why;
        }
        if (isClosed()) {
            return;
        }
        received.add(message);
        pending += reading ? 0 : octetsPerMessage;
    }

    @Override
    public void send(SharedEncoding shared) {
        send(shared.message());
        sharedEncodings.add(shared);
    }

    @Override
    public Payload prepare(Payload payload) {
        return payload;
    }

    @Override
    public long pendingBytes() {
        return pending;
    }

    @Override
    public boolean isWritable() {
        return true;
    }

    @Override
    public void pauseReads() {
        readByRouter = false;
    }

    @Override
    public void resumeReads() {
        readByRouter = true;
    }

    @Override
    public void close(String reason) {
        if (!isClosed()) {
            closedFor = reason;
            loop.execute(() -> router.closed(new CloseReason(CloseReason.Kind.LOCAL, reason)));
        }
    }

    @Override
    public String peer() {
        return "test:client";
    }

    @Override
    public ChannelSecurity security() {
        return security;
    }

    @Override
    public String serializerName() {
        return "none";
    }
}
