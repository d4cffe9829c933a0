package io.camelwamp.bridge.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.http.common.HttpConsumer;
import org.apache.camel.http.common.HttpRestServletResolveConsumerStrategy;

/**
 * Finds the consumer of a path: of those that serve it or a path above it the one with the longest.
 *
 * <p>Camel's own way takes {@code /publisher} for a path below {@code /publish}, and compares every
 * request with the patterns of REST services; here that is left to consumers that are not ours.
 */
final class ServicePaths extends HttpRestServletResolveConsumerStrategy {
    @Override
    protected HttpConsumer doResolve(HttpServletRequest request, String method, Map<String, HttpConsumer> consumers) {
        String path = request.getPathInfo();
        HttpConsumer best = null;
        int longest = -1;
        boolean others = false;
        for (HttpConsumer consumer : consumers.values()) {
            int length = match(consumer, path);
            others |= !isOurs(consumer);
            if (length > longest) {
                best = consumer;
                longest = length;
            }
        }
        return best == null && others ? super.doResolve(request, method, without(consumers)) : best;
    }

    /** How much of the path is the consumer's; -1 if it does not serve it, or is not ours. */
    private static int match(HttpConsumer consumer, String path) {
        if (!(consumer.getBinding() instanceof RawHttpBinding binding)) {
            return -1;
        }
        if (binding.paths() != null) {
            return binding.paths().match(path);
        }
        String own = consumer.getPath();
        return HttpRequests.isBelow(path, own) ? own.length() : -1;
    }

    private static boolean isOurs(HttpConsumer consumer) {
        return consumer.getBinding() instanceof RawHttpBinding;
    }

    private static Map<String, HttpConsumer> without(Map<String, HttpConsumer> consumers) {
        Map<String, HttpConsumer> others = new HashMap<>(consumers);
        others.values().removeIf(ServicePaths::isOurs);
        return others;
    }
}
