package io.camelwamp.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutboundSettingsTest {
    private final Map<String, String> given = new HashMap<>(Map.of(
            "bridge.callees.a.procedure", "com.example.get",
            "bridge.callees.a.baseUrl", "http://localhost/a/",
            "bridge.callees.b.procedure", "com.example.get",
            "bridge.callees.b.baseUrl", "http://localhost/b/"));

    private List<OutboundService> services() {
        return BridgeSettings.of(given).outbound().services();
    }

    @Test
    void twoCalleesWithOneProcedureAreAnErrorThatNamesBoth() {
        given.put("bridge.callee.invoke", "roundrobin");
        given.put("bridge.callees.b.path", "one");
        assertThatThrownBy(this::services)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("callee a", "callee b", "same procedure, com.example.get", "once");
    }

    @Test
    void sessionsOfOtherRolesOrRealmsMayShareAProcedure() {
        given.put("bridge.callees.b.role", "other");
        assertThat(services()).hasSize(2);
    }
}
