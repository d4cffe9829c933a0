package io.camelwamp.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelwamp.bridge.testing.RawClient;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

/** What JMX and meters tell of the embedded router. */
class RouterObservationTest {
    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

    private static Bridge bridge(String... settings) throws Exception {
        Map<String, String> given = new HashMap<>(Map.of("bridge.port", "0"));
        for (int i = 0; i < settings.length; i += 2) {
            given.put(settings[i], settings[i + 1]);
        }
        Bridge bridge = new Bridge(BridgeSettings.of(given));
        bridge.start();
        return bridge;
    }

    private static void publish(Bridge bridge) throws Exception {
        try (RawClient client = new RawClient(bridge.port())) {
            assertThat(client.post("/publish", "{\"topic\": \"com.example.t\", \"args\": [1]}")
                            .status())
                    .isEqualTo(200);
        }
    }

    private Set<ObjectName> beans(String pattern) throws Exception {
        return server.queryNames(new ObjectName("org.apache.camel:context=bridge," + pattern), null);
    }

    @Test
    void jmxShowsTheRouterIfSwitchedOn() throws Exception {
        ObjectName router;
        try (Bridge bridge = bridge("camel.main.jmxEnabled", "true")) {
            publish(bridge);

            Set<ObjectName> names = beans("type=services,name=ManagedRouter*");
            assertThat(names).hasSize(1);
            router = names.iterator().next();
            assertThat(server.getAttribute(router, "Realms")).isEqualTo(1);
            assertThat((int) server.getAttribute(router, "Sessions")).isPositive();
            await().until(() -> server.getAttribute(router, "Publications").equals(1L));
            assertThat(server.getAttribute(router, "EventsDropped")).isEqualTo(0L);
            assertThat(beans("type=wamp-sessions,*")).isNotEmpty();
        }
        assertThat(server.isRegistered(router)).isFalse();
    }

    @Test
    void jmxIsOffOtherwise() throws Exception {
        try (Bridge bridge = bridge()) {
            publish(bridge);

            assertThat(beans("*")).isEmpty();
        }
    }

    @Test
    void metersAreThereIfThereIsARegistry() throws Exception {
        SimpleMeterRegistry seen = new SimpleMeterRegistry();
        Metrics.addRegistry(seen);
        try (Bridge bridge = bridge("camel.beans.meters", "#class:" + GlobalMeters.class.getName())) {
            publish(bridge);

            await().until(() ->
                    seen.get("wamp.router.publications").functionCounter().count() == 1);
            assertThat(seen.get("wamp.router.sessions").gauge().value()).isPositive();
            assertThat(seen.find("wamp.session.publications").functionCounters())
                    .isNotEmpty();
        } finally {
            Metrics.removeRegistry(seen);
        }
        assertThat(seen.getMeters()).noneMatch(meter -> meter.getId().getName().startsWith("wamp."));
    }
}
