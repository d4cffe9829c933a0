package io.camelwamp.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelwamp.bridge.check.MemoryReplayStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReplayStoresTest {
    private final Map<String, Object> beans = new HashMap<>();

    private Map<String, String> stores(String... settings) {
        Map<String, String> given = new HashMap<>();
        given.put("bridge.key", "key1");
        given.put("bridge.secret", "secret1");
        for (int i = 0; i < settings.length; i += 2) {
            given.put("bridge." + settings[i], settings[i + 1]);
        }
        return ReplayStores.bind(BridgeSettings.of(given).services(), beans::put);
    }

    private MemoryReplayStore store(String reference) {
        return (MemoryReplayStore) beans.get(reference.substring("#bean:".length()));
    }

    @Test
    void onlyServicesOfOneKindAndKeyShareAStore() {
        Map<String, String> stores = stores(
                "services.shop.type", "publisher",
                "services.shop.path", "/shop",
                "services.shop.key", "key2");
        assertThat(stores.get("publish")).isEqualTo(stores.get("push"));
        assertThat(stores.get("call")).isNotEqualTo(stores.get("publish"));
        assertThat(stores.get("shop")).isNotIn(stores.get("publish"), stores.get("call"));
        assertThat(beans).hasSize(3);
    }

    @Test
    void aStoreRemembersForTheMostLenientOfItsServices() {
        Map<String, String> stores = stores(
                "timestampDeltaLimit", "10",
                "replayCapacity", "100",
                "services.late.type", "publisher",
                "services.late.path", "/late",
                "services.late.timestampDeltaLimit", "3600",
                "services.late.replayCapacity", "5000");
        assertThat(store(stores.get("publish")).lifetime()).isEqualTo(Duration.ofSeconds(7200));
        assertThat(store(stores.get("publish"))).isSameAs(store(stores.get("late")));
        assertThat(store(stores.get("call")).lifetime()).isEqualTo(Duration.ofSeconds(20));
        for (int i = 0; i < 5000; i++) {
            assertThat(store(stores.get("late")).add("signature" + i)).isTrue();
        }
        assertThatThrownBy(() -> store(stores.get("late")).add("one more")).hasMessageContaining("full");
    }

    @Test
    void aServiceThatTakesAnyTimestampIsTheMostLenient() {
        Map<String, String> stores = stores(
                "services.any.type", "publisher",
                "services.any.path", "/any",
                "services.any.timestampDeltaLimit", "0");
        assertThat(store(stores.get("push")).lifetime()).isEqualTo(Duration.ZERO);
        assertThat(store(stores.get("call")).lifetime()).isEqualTo(Duration.ofSeconds(600));
    }

    @Test
    void aServiceWithAStoreOfItsOwnSharesNothing() {
        assertThat(stores("caller.replayRepository", "#redis")).doesNotContainKey("call");
    }

    @Test
    void aLimitThatIsNoNumberIsNamed() {
        assertThatThrownBy(() -> stores("timestampDeltaLimit", "5 min"))
                .hasMessageStartingWith("timestampDeltaLimit of publisher publish at /publish")
                .hasMessageEndingWith("is '5 min': it must be a whole number");
    }
}
