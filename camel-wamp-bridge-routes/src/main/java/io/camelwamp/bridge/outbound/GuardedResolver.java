package io.camelwamp.bridge.outbound;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.regex.Pattern;
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

    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";

    /** An address, which nobody must be asked for: four decimal numbers, or something with a colon. */
    private static final Pattern LITERAL = Pattern.compile("(" + OCTET + "\\.){3}" + OCTET + "|\\[?[0-9a-fA-F]*:.*");

    private final Lookup lookup;
    private final Executor executor;

    /** By name; those who need the same one wait for it together, so that a slow name takes one thread. */
    private final Map<String, CompletableFuture<InetAddress[]>> underWay = new ConcurrentHashMap<>();

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
        addressesOf(host).whenComplete((found, failure) -> {
            if (failure != null) {
                addresses.failed(failure);
            } else {
                choose(host, port, found, policy, addresses);
            }
        });
    }

    private CompletableFuture<InetAddress[]> addressesOf(String host) {
        CompletableFuture<InetAddress[]> own = new CompletableFuture<>();
        if (LITERAL.matcher(host).matches()) {
            lookUp(host, own);
            return own;
        }
        CompletableFuture<InetAddress[]> others = underWay.putIfAbsent(host, own);
        if (others != null) {
            return others;
        }
        try {
            executor.execute(() -> lookUp(host, own));
        } catch (RejectedExecutionException e) {
            underWay.remove(host, own);
            own.completeExceptionally(e);
        }
        return own;
    }

    private void lookUp(String host, CompletableFuture<InetAddress[]> found) {
        try {
            InetAddress[] addresses = lookup.addressesOf(host);
            underWay.remove(host, found);
            found.complete(addresses);
        } catch (UnknownHostException | RuntimeException e) {
            underWay.remove(host, found);
            found.completeExceptionally(e);
        }
    }

    private static void choose(
            String host, int port, InetAddress[] found, TargetPolicy policy, Promise<List<InetSocketAddress>> promise) {
        List<InetSocketAddress> allowed = new ArrayList<>();
        for (InetAddress address : found) {
            if (policy.allows(host, address)) {
                allowed.add(new InetSocketAddress(address, port));
            }
        }
        if (allowed.isEmpty()) {
            promise.failed(
                    OutboundException.refused("the host of the url has no public address, and may not have others"));
        } else {
            promise.succeeded(allowed);
        }
    }
}
