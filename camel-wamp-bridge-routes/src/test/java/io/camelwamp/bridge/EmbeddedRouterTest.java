package io.camelwamp.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelwamp.bridge.admission.Admission;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try")
class EmbeddedRouterTest {
    private static final String PROCEDURE = "com.example.add2";
    private static final Duration LONG = Duration.ofSeconds(10);

    private final EmbeddedRouter router =
            new EmbeddedRouter(new Admission(BridgeSettings.of(Map.of()).admission(), Set.of("realm1")), List.of());

    @BeforeEach
    void open() throws Exception {
        router.open();
    }

    @AfterEach
    void close() {
        router.router().close();
    }

    private boolean await(Duration limit) throws Exception {
        return router.awaitRegistration("realm1", PROCEDURE, limit);
    }

    private CamelContext callee(String procedure) throws Exception {
        CamelContext callee = new DefaultCamelContext();
        callee.getRegistry().bind("router", router.router());
        callee.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("wamp:procedure:" + procedure + "?url=local:router").to("log:called");
            }
        });
        callee.start();
        return callee;
    }

    @Test
    void tellsThatNothingIsRegisteredInTime() throws Exception {
        assertThat(await(Duration.ofMillis(50))).isFalse();
    }

    @Test
    void isNotContentWithAnotherProcedure() throws Exception {
        try (CamelContext other = callee("com.example.other")) {
            assertThat(router.awaitRegistration("realm1", "com.example.other", LONG))
                    .isTrue();
            assertThat(await(Duration.ofMillis(50))).isFalse();
        }
    }

    @Test
    void waitsForARegistrationThatComesLater() throws Exception {
        CompletableFuture<Boolean> awaited = new CompletableFuture<>();
        Thread waiting = new Thread(() -> {
            try {
                awaited.complete(await(LONG));
            } catch (Exception e) {
                awaited.completeExceptionally(e);
            }
        });
        waiting.start();
        try (CamelContext callee = callee(PROCEDURE)) {
            assertThat(awaited.get(10, TimeUnit.SECONDS)).isTrue();
        }
        waiting.join();
    }

    @Test
    void aRouterThatIsClosedIsNotWaitedFor() {
        router.router().close();
        assertThatThrownBy(() -> await(LONG)).isInstanceOf(ExecutionException.class);
    }
}
