package io.camelwamp.testing.interop;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** A session of a client that somebody else wrote, in a {@link PeerProcess}. */
public final class PeerSession {
    /** An event that has arrived. */
    public record Event(long subscription, String topic, long publication, Content content) {}

    /** A call that waits for its answer. */
    public record Invocation(long id, String procedure, boolean wantsProgress, Content content) {}

    /** A call made; {@code answer} fails with {@link PeerError}. */
    public record Call(long id, CompletableFuture<Content> answer) {
        /** Waits for the answer. */
        public Content await() {
            return PeerProcess.await(answer, "call");
        }
    }

    private final PeerProcess process;
    private final String name;
    private final long id;
    private final JsonNode welcome;
    private final AtomicLong lastCall = new AtomicLong();

    private PeerSession(PeerProcess process, String name, JsonNode welcome) {
        this.process = process;
        this.name = name;
        this.id = welcome.path("session").asLong();
        this.welcome = welcome;
    }

    /** Connects and joins without credentials. */
    public static PeerSession join(PeerProcess process, String name, String url, String serializer) {
        return join(process, name, url, serializer, Map.of());
    }

    /**
     * Connects and joins.
     *
     * @param process runs the client
     * @param name of the session, for the lines
     * @param url of the router, in the form that the client knows
     * @param serializer the only one that is offered
     * @param login {@code method} and {@code credentials} as the script wants them, or nothing
     */
    public static PeerSession join(
            PeerProcess process, String name, String url, String serializer, Map<String, ?> login) {
        Map<String, Object> where = new LinkedHashMap<>(login);
        where.putAll(Map.of("as", name, "url", url, "realm", "realm1", "serializer", serializer));
        return new PeerSession(process, name, process.askAndWait("connect", where));
    }

    /** The session's id. */
    public long id() {
        return id;
    }

    /** The subprotocol that was negotiated. */
    public String protocol() {
        return welcome.path("protocol").asText();
    }

    /** What the router said in WELCOME. */
    public JsonNode details() {
        return welcome.path("details");
    }

    /** Subscribes and returns the id. */
    public long subscribe(String topic, Map<String, ?> options) {
        return ask("subscribe", Map.of("topic", topic, "options", options), Content.EMPTY)
                .path("subscription")
                .asLong();
    }

    /** Gives a subscription back. */
    public void unsubscribe(long subscription) {
        ask("unsubscribe", Map.of("subscription", subscription), Content.EMPTY);
    }

    /** Publishes with an acknowledgement and returns the publication's id. */
    public long publish(String topic, Content content, Map<String, ?> options) {
        Map<String, Object> all = new LinkedHashMap<>(options);
        all.put("acknowledge", true);
        return ask("publish", Map.of("topic", topic, "options", all), content)
                .path("publication")
                .asLong();
    }

    /** Publishes without an acknowledgement. */
    public void publishUnacknowledged(String topic, Content content) {
        ask("publish", Map.of("topic", topic), content);
    }

    /** Waits for the next event of any subscription. */
    public Event nextEvent() {
        JsonNode event = process.told("event", this::isMine);
        return new Event(
                event.path("subscription").asLong(),
                event.path("topic").asText(),
                event.path("publication").asLong(),
                Content.of(event));
    }

    /** Calls a procedure; returns at once. */
    public Call call(String procedure, Content content, Map<String, ?> options) {
        long call = lastCall.incrementAndGet();
        Map<String, Object> fields = Map.of("call", call, "procedure", procedure, "options", options);
        return new Call(call, process.ask("call", command(fields, content)).thenApply(Content::of));
    }

    /** Waits for the next partial result. */
    public Content nextProgress(Call call) {
        return Content.of(process.told(
                "progress", line -> isMine(line) && line.path("call").asLong() == call.id()));
    }

    /** Cancels a call. */
    public void cancel(Call call, String mode) {
        ask("cancel", Map.of("call", call.id(), "mode", mode), Content.EMPTY);
    }

    /** Registers and returns the id; invocations wait for the test to answer them. */
    public long register(String procedure, Map<String, ?> options) {
        return ask("register", Map.of("procedure", procedure, "options", options), Content.EMPTY)
                .path("registration")
                .asLong();
    }

    /** Gives a registration back. */
    public void unregister(long registration) {
        ask("unregister", Map.of("registration", registration), Content.EMPTY);
    }

    /** Waits for the next invocation of any registration. */
    public Invocation nextInvocation() {
        JsonNode line = process.told("invocation", this::isMine);
        return new Invocation(
                line.path("invocation").asLong(),
                line.path("procedure").asText(),
                line.path("progress").asBoolean(),
                Content.of(line));
    }

    /** Waits until the client has heard that an invocation is no longer wanted. */
    public void awaitInterrupt(Invocation invocation) {
        process.told(
                "interrupt", line -> isMine(line) && line.path("invocation").asLong() == invocation.id());
    }

    /** Sends a partial result. */
    public void progress(Invocation invocation, Content content) {
        ask("progress", Map.of("invocation", invocation.id()), content);
    }

    /** Sends the result. */
    public void answer(Invocation invocation, Content content) {
        ask("yield", Map.of("invocation", invocation.id()), content);
    }

    /** Answers with an error. */
    public void fail(Invocation invocation, String uri, Content content) {
        ask("fail", Map.of("invocation", invocation.id(), "uri", uri), content);
    }

    /** Says goodbye and waits for the end; returns the reason. */
    public String leave() {
        ask("close", Map.of(), Content.EMPTY);
        return process.told("closed", this::isMine).path("reason").asText();
    }

    private boolean isMine(JsonNode line) {
        return line.path("as").asText().equals(name);
    }

    private JsonNode ask(String command, Map<String, ?> fields, Content content) {
        return process.askAndWait(command, command(fields, content));
    }

    private Map<String, Object> command(Map<String, ?> fields, Content content) {
        Map<String, Object> command = new LinkedHashMap<>(fields);
        command.put("as", name);
        command.putAll(content.line());
        return command;
    }
}
