package io.camelwamp.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelwamp.protocol.Payload;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.TimeUnit;
import org.apache.camel.spi.Registry;
import org.junit.jupiter.api.Test;

class WampMetersTest extends WampTestSupport {
    private final MeterRegistry meters = new SimpleMeterRegistry();

    @Override
    protected void bindToRegistry(Registry registry) {
        super.bindToRegistry(registry);
        registry.bind("metricsRegistry", meters);
    }

    private double gauge(String name) {
        return meters.get("wamp.session." + name).gauge().value();
    }

    private double counter(String name) {
        return meters.get("wamp.session." + name).functionCounter().count();
    }

    @Test
    void tellWhatTheSessionDoes() throws Exception {
        router.procedure("com.app.p", payload -> Payload.ofArgs(1));
        routes(r -> r.from("wamp:topic:com.app.a").routeId("a").to("mock:in"));
        awaitSubscribed("com.app.a");
        send("wamp:procedure:com.app.p", "x");
        router.publish("com.app.a", 1);

        await().until(() -> gauge("ready") == 1);
        assertThat(gauge("held")).isEqualTo(1);
        assertThat(counter("calls")).isEqualTo(1);
        assertThat(counter("events")).isEqualTo(1);
        assertThat(counter("events.lost")).isZero();
        assertThat(meters.get("wamp.session.latency")
                        .tags("request", "call")
                        .functionTimer()
                        .count())
                .isEqualTo(1);
        assertThat(meters.get("wamp.session.latency.quantile")
                        .tags("request", "call", "quantile", "1.0")
                        .timeGauge()
                        .value(TimeUnit.NANOSECONDS))
                .isPositive();
    }

    @Test
    void haveFewTagsAndGoWithTheSession() throws Exception {
        routes(r -> r.from("wamp:topic:com.app.a").routeId("a").to("mock:in"));

        assertThat(meters.getMeters()).isNotEmpty().allSatisfy(meter -> {
            Meter.Id id = meter.getId();
            assertThat(id.getName()).startsWith("wamp.session.");
            assertThat(id.getDescription()).isNotBlank();
            assertThat(id.getTag("component")).isEqualTo("wamp");
            assertThat(id.getTag("session")).isEqualTo("realm1@local:router");
        });

        context.getRouteController().stopRoute("a");

        assertThat(meters.getMeters()).isEmpty();
    }
}
