package io.camelwamp.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.bridge.admission.Admission;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try")
class EmbeddedRouterTest {
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

    @Test
    void tellsThatNothingIsRegisteredInTime() throws Exception {
        assertThat(router.awaitRegistration(Duration.ofMillis(50))).isFalse();
    }

    @Test
    void waitsForARegistrationThatComesLater() throws Exception {
        CompletableFuture<Boolean> awaited = CompletableFuture.supplyAsync(() -> {
            try {
                return router.awaitRegistration(Duration.ofSeconds(10));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        try (CamelContext callee = new DefaultCamelContext()) {
            callee.getRegistry().bind("router", router.router());
            callee.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("wamp:procedure:com.example.add2?url=local:router").to("log:called");
                }
            });
            callee.start();
            assertThat(awaited.get(10, TimeUnit.SECONDS)).isTrue();
        }
    }
}
