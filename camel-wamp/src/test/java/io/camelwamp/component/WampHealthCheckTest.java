package io.camelwamp.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelwamp.protocol.Uris;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.health.HealthCheckRepository;
import org.junit.jupiter.api.Test;

class WampHealthCheckTest extends WampTestSupport {
    @Override
    void configure(CamelContext created) {
        HealthCheckRegistry registry = HealthCheckHelper.getHealthCheckRegistry(created);
        registry.setEnabled(true);
        registry.setExposureLevel("full");
        for (String id : List.of("consumers", "producers")) {
            HealthCheckRepository repository = HealthCheckHelper.getHealthCheckRepository(created, id);
            repository.setEnabled(true);
        }
    }

    private HealthCheck.Result check(String id) {
        Collection<HealthCheck.Result> results = HealthCheckHelper.invokeReadiness(context);
        return results.stream()
                .filter(result -> result.getCheck().getId().contains(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No check " + id + " in " + results));
    }

    private void awaitState(String id, HealthCheck.State state) {
        await().until(() -> check(id).getState() == state);
    }

    @Test
    void aConsumerIsUpWhenTheRouterHoldsItsSubscription() throws Exception {
        routes(r -> r.from("wamp:topic:com.app.a").routeId("a").to("mock:in"));

        awaitState("consumer:a", HealthCheck.State.UP);

        assertThat(check("consumer:a").getDetails())
                .containsEntry("wamp.realm", "realm1")
                .containsEntry("wamp.router", "local:router")
                .containsEntry("wamp.phase", "READY")
                .containsEntry("wamp.reconnects", 0L)
                .containsEntry("wamp.lostEvents", 0L);
    }

    @Test
    void aConsumerIsDownWhileTheRouterRefuses() throws Exception {
        router.refuse("com.app.a", Uris.NOT_AUTHORIZED);
        routes(r -> {
            r.from("wamp:topic:com.app.a").routeId("a").to("mock:in");
            r.from("wamp:topic:com.app.b").routeId("b").to("mock:in");
        });

        await().until(() -> check("consumer:a").getDetails().containsKey("wamp.refused"));

        HealthCheck.Result refused = check("consumer:a");
        assertThat(refused.getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(refused.getDetails().get("wamp.refused").toString())
                .contains("com.app.a", Uris.NOT_AUTHORIZED, "the test refuses it");
        assertThat(refused.getMessage()).hasValueSatisfying(m -> assertThat(m).contains("com.app.a"));
        awaitState("consumer:b", HealthCheck.State.UP);
        router.accept("com.app.a");
        awaitState("consumer:a", HealthCheck.State.UP);
    }

    @Test
    void aConsumerIsDownWhileTheRouterHasTakenItsSubscriptionAway() throws Exception {
        routes(r -> r.from("wamp:topic:com.app.a").routeId("a").to("mock:in"));
        awaitState("consumer:a", HealthCheck.State.UP);
        router.refuse("com.app.a", Uris.NOT_AUTHORIZED);

        router.revoke("com.app.a");

        awaitState("consumer:a", HealthCheck.State.DOWN);
        router.accept("com.app.a");
        awaitState("consumer:a", HealthCheck.State.UP);
    }

    @Test
    void isDownWithTheReasonWhileThereIsNoSession() throws Exception {
        routes(r -> r.from("wamp:topic:com.app.a").routeId("a").to("mock:in"));
        awaitState("consumer:a", HealthCheck.State.UP);

        router.goDown();

        awaitState("consumer:a", HealthCheck.State.DOWN);
        HealthCheck.Result down = check("consumer:a");
        assertThat(down.getDetails().get("wamp.phase")).isIn("CONNECTING", "BACKING_OFF");
        assertThat(down.getDetails().get("wamp.lastFailure").toString()).contains(Uris.NETWORK_FAILURE);
        assertThat(down.getMessage()).hasValueSatisfying(m -> assertThat(m).contains("There is no session"));
        router.comeUp();
        awaitState("consumer:a", HealthCheck.State.UP);
    }

    @Test
    void aProducerIsUpWithItsSessionAndGoneWhenStopped() throws Exception {
        router.refuse("com.app.a", Uris.NOT_AUTHORIZED);
        routes(r -> {
            r.from("direct:b").routeId("b").to("wamp:topic:com.app.b");
            r.from("wamp:topic:com.app.a").to("mock:in");
        });
        awaitState("producer:wamp://topic:com.app.b", HealthCheck.State.UP);

        router.goDown();
        awaitState("producer:wamp://topic:com.app.b", HealthCheck.State.DOWN);

        context.getRouteController().stopRoute("b");
        context.removeRoute("b");
        assertThat(HealthCheckHelper.invokeReadiness(context))
                .noneMatch(result -> result.getCheck().getId().startsWith("producer:"));
    }

    @Test
    void isDownWhenTheEventLoopDoesNotAnswer() throws Exception {
        routes(r -> r.from("wamp:topic:com.app.a").routeId("a").to("mock:in"));
        awaitSubscribed("com.app.a");
        CountDownLatch busy = router.busy();

        HealthCheck.Result result = check("consumer:a");
        busy.countDown();

        assertThat(result.getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(result.getMessage()).contains("The session's event loop does not answer");
    }

    @Test
    void isNoLivenessCheck() throws Exception {
        router.goDown();
        routes(r -> r.from("wamp:topic:com.app.a").routeId("a").to("wamp:topic:com.app.b"));

        assertThat(HealthCheckHelper.invokeLiveness(context))
                .noneMatch(result -> result.getState() == HealthCheck.State.DOWN);
    }

    @Test
    void canBeSwitchedOffForTheComponent() throws Exception {
        wamp(context).setHealthCheckConsumerEnabled(false);
        wamp(context).setHealthCheckProducerEnabled(false);
        router.goDown();
        routes(r -> r.from("wamp:topic:com.app.a").routeId("a").to("wamp:topic:com.app.b"));

        assertThat(check("consumer:a").getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(HealthCheckHelper.invokeReadiness(context))
                .noneMatch(result -> result.getCheck().getId().startsWith("producer:"));
    }
}
