package io.camelwamp.session;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelwamp.auth.Authenticator;
import io.camelwamp.protocol.Authenticate;
import io.camelwamp.protocol.Challenge;
import io.camelwamp.testing.HandExecutor;
import io.camelwamp.transport.ChannelSecurity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Everything that one scenario's steps have to do with. */
final class ScenarioWorld {
    /** Gives a fixed answer to each CHALLENGE of a method. */
    record FixedAnswer(String method, String authid, String signature) implements Authenticator, Authenticator.Login {
        @Override
        public CompletionStage<Login> begin(ChannelSecurity channel) {
            return CompletableFuture.completedFuture(this);
        }

        @Override
        public CompletionStage<Authenticate> answer(Challenge challenge) {
            return CompletableFuture.completedFuture(new Authenticate(signature, Map.of()));
        }
    }

    final Story story;

    // What the application made.
    final Map<String, Subscription> subscriptions = new HashMap<>();
    final Map<String, Story.Events> events = new HashMap<>();
    final List<Registration> registrations = new ArrayList<>();
    final Story.Calls calls = new Story.Calls();
    final List<CompletableFuture<?>> futures = new ArrayList<>();
    final HandExecutor executor = new HandExecutor();
    WampCall call;
    final List<Object> progress = new ArrayList<>();
    CompletableFuture<Void> left;

    ScenarioWorld(Scenario scenario) {
        JsonNode hello = scenario.steps().get(0).get("c");
        Story.Setting setting = Story.with().realm(hello.get(1).textValue());
        FixedAnswer ticket =
                new FixedAnswer("ticket", "joe", scenario.id().equals("sc-join-two-factor") ? "123456" : "secret!!!");
        switch (scenario.id()) {
            case "sc-join-ticket", "sc-join-unknown-challenge" -> setting.authenticators(ticket);
            case "sc-join-two-factor" -> setting.authenticators(new FixedAnswer("wampcra", "joe", "c2ln"), ticket);
            default -> {}
        }
        story = setting.begin();
        story.router.accepts();
    }

    Story.Events subscribe(String name, String topic) {
        Story.Events handler = new Story.Events();
        events.put(name, handler);
        subscriptions.put(name, story.subscribe(topic, handler));
        return handler;
    }

    void register(String procedure) {
        registrations.add(story.register(procedure, calls));
    }

    /** The only future that was kept. */
    CompletableFuture<?> future() {
        return futures.get(0);
    }
}
