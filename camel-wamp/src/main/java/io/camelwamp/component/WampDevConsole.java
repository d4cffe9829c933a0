package io.camelwamp.component;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.spi.annotations.DevConsole;
import org.apache.camel.support.console.AbstractDevConsole;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;

/** Shows the sessions of all WAMP components of a context, as text and as JSON. */
@DevConsole(name = "wamp", displayName = "WAMP", description = "Sessions with WAMP routers")
public class WampDevConsole extends AbstractDevConsole {
    /** For Camel. */
    public WampDevConsole() {
        super("camel", "wamp", "WAMP", "Sessions with WAMP routers");
    }

    private List<ManagedSession> sessions() {
        return getCamelContext().getComponentNames().stream()
                .map(name -> getCamelContext().hasComponent(name))
                .filter(WampComponent.class::isInstance)
                .map(WampComponent.class::cast)
                .distinct()
                .flatMap(component -> component.managedSessions().stream())
                .sorted(Comparator.comparing(ManagedSession::getComponent).thenComparing(ManagedSession::getName))
                .toList();
    }

    @Override
    protected String doCallText(Map<String, Object> options) {
        return sessions().stream()
                .map(session -> describe(session).entrySet().stream()
                        .map(entry -> "    %s: %s%n".formatted(entry.getKey(), entry.getValue()))
                        .collect(Collectors.joining("", "\nSession %s%n".formatted(session.getName()), "")))
                .collect(Collectors.joining());
    }

    @Override
    protected Map<String, Object> doCallJson(Map<String, Object> options) {
        JsonArray all = new JsonArray();
        sessions().forEach(session -> all.add(describe(session)));
        JsonObject root = new JsonObject();
        root.put("sessions", all);
        return root;
    }

    /** A session whose event loop is stuck is what somebody may be looking for: it must not hide the others. */
    private static JsonObject describe(ManagedSession session) {
        JsonObject object = new JsonObject();
        object.put("component", session.getComponent());
        object.put("name", session.getName());
        object.put("realm", session.getRealm());
        object.put("routers", session.getRouters());
        try {
            state(session, object);
        } catch (IllegalStateException e) {
            object.put("problem", e.getMessage());
        }
        counters(session, object);
        return object;
    }

    private static void state(ManagedSession session, JsonObject object) {
        object.put("phase", session.getPhase());
        object.put("ready", session.isReady());
        object.put("sessionId", session.getSessionId());
        object.put("peer", session.getPeer());
        object.put("serializer", session.getSerializer());
        object.put("lastFailure", session.getLastFailure());
        object.put("wanted", session.getWanted());
        object.put("held", session.getHeld());
        object.put("refused", session.getRefused());
        object.put("inFlight", session.getInFlight());
        object.put("waiting", session.getWaiting());
        object.put("invocationsInFlight", session.getInvocationsInFlight());
        object.put("queued", session.getQueued());
        object.put("unreadOctets", session.getUnreadOctets());
        object.put("readingPaused", session.isReadingPaused());
    }

    private static void counters(ManagedSession session, JsonObject object) {
        object.put("reconnects", session.getReconnects());
        object.put("publications", session.getPublications());
        object.put("calls", session.getCalls());
        object.put("requestsLost", session.getRequestsLost());
        object.put("events", session.getEvents());
        object.put("eventsLost", session.getEventsLost());
        object.put("eventsOrphaned", session.getEventsOrphaned());
        object.put("invocations", session.getInvocations());
        object.put("invocationsRejected", session.getInvocationsRejected());
        object.put("answersLate", session.getAnswersLate());
        object.put("answersUnknown", session.getAnswersUnknown());
        object.put("publishMedianMillis", session.getPublishMedianMillis());
        object.put("publish99Millis", session.getPublish99Millis());
        object.put("publishLongestMillis", session.getPublishLongestMillis());
        object.put("callMedianMillis", session.getCallMedianMillis());
        object.put("call99Millis", session.getCall99Millis());
        object.put("callLongestMillis", session.getCallLongestMillis());
    }
}
