package io.camelwamp.bridge.interop;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** A session of autobahn-js. */
final class AutobahnPeer {
    /** An event that has arrived. */
    record Event(long subscription, String topic, long publication, Content content) {}

    /** A call that waits for its answer. */
    record Invocation(long id, String procedure, boolean wantsProgress, Content content) {}

    /** A call made; {@code answer} fails with {@link PeerError}. */
    record Call(long id, CompletableFuture<Content> answer) {
        Content await() {
            return NodePeer.await(answer, "call");
        }
    }

    private final NodePeer node;
    private final String name;
    private final long id;
    private final JsonNode welcome;
    private final AtomicLong lastCall = new AtomicLong();

    private AutobahnPeer(NodePeer node, String name, JsonNode welcome) {
        this.node = node;
        this.name = name;
        this.id = welcome.path("session").asLong();
        this.welcome = welcome;
    }

    /** Connects and joins. */
    static AutobahnPeer join(NodePeer node, String name, String url, String serializer) {
        Map<String, String> where = Map.of("as", name, "url", url, "realm", "realm1", "serializer", serializer);
        return new AutobahnPeer(node, name, node.askAndWait("connect", where));
    }

    /** The session's id. */
    long id() {
        return id;
    }

    /** The subprotocol that was negotiated. */
    String protocol() {
        return welcome.path("protocol").asText();
    }

    /** What the router said in WELCOME. */
    JsonNode details() {
        return welcome.path("details");
    }

    long subscribe(String topic, Map<String, ?> options) {
        return ask("subscribe", Map.of("topic", topic, "options", options), Content.EMPTY)
                .path("subscription")
                .asLong();
    }

    void unsubscribe(long subscription) {
        ask("unsubscribe", Map.of("subscription", subscription), Content.EMPTY);
    }

    /** Publishes with an acknowledgement and returns the publication's id. */
    long publish(String topic, Content content, Map<String, ?> options) {
        Map<String, Object> all = new LinkedHashMap<>(options);
        all.put("acknowledge", true);
        return ask("publish", Map.of("topic", topic, "options", all), content)
                .path("publication")
                .asLong();
    }

    /** Publishes without an acknowledgement. */
    void publishUnacknowledged(String topic, Content content) {
        ask("publish", Map.of("topic", topic), content);
    }

    Event nextEvent() {
        JsonNode event = node.told("event", this::isMine);
        return new Event(
                event.path("subscription").asLong(),
                event.path("topic").asText(),
                event.path("publication").asLong(),
                Content.of(event));
    }

    Call call(String procedure, Content content, Map<String, ?> options) {
        long call = lastCall.incrementAndGet();
        Map<String, Object> fields = Map.of("call", call, "procedure", procedure, "options", options);
        return new Call(call, node.ask("call", command(fields, content)).thenApply(Content::of));
    }

    Content nextProgress(Call call) {
        return Content.of(
                node.told("progress", line -> isMine(line) && line.path("call").asLong() == call.id()));
    }

    void cancel(Call call, String mode) {
        ask("cancel", Map.of("call", call.id(), "mode", mode), Content.EMPTY);
    }

    long register(String procedure, Map<String, ?> options) {
        return ask("register", Map.of("procedure", procedure, "options", options), Content.EMPTY)
                .path("registration")
                .asLong();
    }

    void unregister(long registration) {
        ask("unregister", Map.of("registration", registration), Content.EMPTY);
    }

    Invocation nextInvocation() {
        JsonNode line = node.told("invocation", this::isMine);
        return new Invocation(
                line.path("invocation").asLong(),
                line.path("procedure").asText(),
                line.path("progress").asBoolean(),
                Content.of(line));
    }

    void progress(Invocation invocation, Content content) {
        ask("progress", Map.of("invocation", invocation.id()), content);
    }

    void answer(Invocation invocation, Content content) {
        ask("yield", Map.of("invocation", invocation.id()), content);
    }

    void fail(Invocation invocation, String uri, Content content) {
        ask("fail", Map.of("invocation", invocation.id(), "uri", uri), content);
    }

    /** Says goodbye and waits for the end; returns the reason. */
    String leave() {
        ask("close", Map.of(), Content.EMPTY);
        return node.told("closed", this::isMine).path("reason").asText();
    }

    private boolean isMine(JsonNode line) {
        return line.path("as").asText().equals(name);
    }

    private JsonNode ask(String command, Map<String, ?> fields, Content content) {
        return node.askAndWait(command, command(fields, content));
    }

    private Map<String, Object> command(Map<String, ?> fields, Content content) {
        Map<String, Object> command = new LinkedHashMap<>(fields);
        command.put("as", name);
        command.putAll(content.line());
        return command;
    }
}
