package io.camelwamp.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CountDownLatch;
import org.apache.camel.console.DevConsole;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;
import org.junit.jupiter.api.Test;

class WampDevConsoleTest extends WampTestSupport {
    private DevConsole console() {
        return PluginHelper.getDevConsoleResolver(context).resolveDevConsole("wamp");
    }

    private String text() {
        return (String) console().call(DevConsole.MediaType.TEXT);
    }

    private JsonArray sessions() {
        return (JsonArray) ((JsonObject) console().call(DevConsole.MediaType.JSON)).get("sessions");
    }

    @Test
    void showsNothingWithoutSessions() {
        assertThat(text()).isEmpty();
        assertThat(sessions()).isEmpty();
    }

    @Test
    void showsSessionsAsTextAndJson() throws Exception {
        routes(r -> r.from("wamp:topic:com.app.a").routeId("a").to("mock:in"));
        await().until(() -> text().contains("ready: true"));
        router.publish("com.app.a", 1);

        assertThat(text()).contains("Session realm1@local:router", "phase: READY", "events: 1", "held: 1");
        assertThat(sessions()).hasSize(1);
        JsonObject session = (JsonObject) sessions().get(0);
        assertThat(session.getString("name")).isEqualTo("realm1@local:router");
        assertThat(session.getString("phase")).isEqualTo("READY");
        assertThat(session.getBoolean("ready")).isTrue();
        assertThat(session.getLong("events")).isEqualTo(1);
        assertThat(session.toJson()).contains("\"eventsLost\":0");
    }

    @Test
    void saysSoWhenAnEventLoopIsStuck() throws Exception {
        routes(r -> r.from("wamp:topic:com.app.a").routeId("a").to("mock:in"));
        awaitSubscribed("com.app.a");
        CountDownLatch busy = router.busy();

        await().until(() -> text().contains("does not answer"));
        busy.countDown();

        assertThat(text()).contains("reconnects: 0");
    }
}
