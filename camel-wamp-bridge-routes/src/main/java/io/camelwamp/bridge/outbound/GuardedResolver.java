package io.camelwamp.bridge.outbound;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.jetty.client.Destination;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;

/**
 * Resolves names for connections that are about to be made, to addresses that the policy of the request allows; the
 * connection goes to exactly these, so that a name cannot have another address a moment later.
 */
final class GuardedResolver implements SocketAddressResolver {
    /** Looks up the addresses of a name; blocks. */
    @FunctionalInterface
    interface Lookup {
        InetAddress[] addressesOf(String host) throws UnknownHostException;
    }

    private final Lookup lookup;
    private final Executor executor;

    GuardedResolver(Lookup lookup, Executor executor) {
        this.lookup = lookup;
        this.executor = executor;
    }

    @Override
    public void resolve(
            String host, int port, Map<String, Object> context, Promise<List<InetSocketAddress>> addresses) {
        Destination destination = (Destination) context.get(Destination.CONTEXT_KEY);
        if (destination == null || !(destination.getOrigin().getTag() instanceof TargetPolicy policy)) {
            addresses.failed(OutboundException.refused("a request without a policy"));
            return;
        }
        try {
            executor.execute(() -> resolve(host, port, policy, addresses));
        } catch (RejectedExecutionException e) {
            addresses.failed(e);
        }
    }

    private void resolve(String host, int port, TargetPolicy policy, Promise<List<InetSocketAddress>> promise) {
        List<InetSocketAddress> allowed = new ArrayList<>();
        try {
            for (InetAddress address : lookup.addressesOf(host)) {
                if (policy.allows(host, address)) {
                    allowed.add(new InetSocketAddress(address, port));
                }
            }
        } catch (UnknownHostException | RuntimeException e) {
            promise.failed(e);
            return;
        }
        if (allowed.isEmpty()) {
            promise.failed(
                    OutboundException.refused("the host of the url has no public address, and may not have others"));
        } else {
            promise.succeeded(allowed);
        }
    }
}
