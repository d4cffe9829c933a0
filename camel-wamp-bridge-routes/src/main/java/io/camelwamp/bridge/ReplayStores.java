package io.camelwamp.bridge;

import io.camelwamp.bridge.ServiceSettings.Kind;
import io.camelwamp.bridge.check.MemoryReplayStore;
import io.camelwamp.bridge.check.SignatureCheck;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Which services share what they have accepted: those of one kind and key, because what is signed
 * for one path of them is valid under the others too.
 *
 * <p>A store serves the most lenient of its services: what any of them would still accept must not
 * be forgotten.
 */
final class ReplayStores {
    /** For whom a signature is valid. */
    private record Audience(Kind kind, String key) {}

    private ReplayStores() {}

    /**
     * Makes the stores of all signed services that name none of their own.
     *
     * @param bind takes the names and values of the beans
     * @return references to the beans, by the names of the services
     * @throws IllegalArgumentException if a limit or a capacity is no number
     */
    static Map<String, String> bind(List<ServiceSettings> services, BiConsumer<String, Object> bind) {
        Map<Audience, List<ServiceSettings>> audiences = new LinkedHashMap<>();
        for (ServiceSettings service : services) {
            String key = service.options().getOrDefault("key", "");
            if (!key.isEmpty() && !service.options().containsKey("replayRepository")) {
                audiences
                        .computeIfAbsent(new Audience(service.kind(), key), audience -> new ArrayList<>())
                        .add(service);
            }
        }
        Map<String, String> references = new HashMap<>();
        for (List<ServiceSettings> sharing : audiences.values()) {
            String bean = "bridgeReplay." + sharing.get(0).name();
            bind.accept(bean, storeFor(sharing));
            sharing.forEach(service -> references.put(service.name(), "#bean:" + bean));
        }
        return references;
    }

    private static MemoryReplayStore storeFor(List<ServiceSettings> sharing) {
        int longest = 0;
        int capacity = 0;
        boolean anyTimestamp = false;
        for (ServiceSettings service : sharing) {
            int limit = number(service, "timestampDeltaLimit", (int) SignatureCheck.DEFAULT_DELTA_LIMIT.toSeconds());
            anyTimestamp |= limit == 0;
            longest = Math.max(longest, limit);
            capacity = Math.max(capacity, number(service, "replayCapacity", MemoryReplayStore.DEFAULT_CAPACITY));
        }
        return MemoryReplayStore.forTimestamps(anyTimestamp ? 0 : longest, capacity);
    }

    private static int number(ServiceSettings service, String option, int ifAbsent) {
        String value = service.options().get(option);
        try {
            return value == null ? ifAbsent : Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    option + " of " + service + " is '" + value + "': it must be a whole number", e);
        }
    }
}
