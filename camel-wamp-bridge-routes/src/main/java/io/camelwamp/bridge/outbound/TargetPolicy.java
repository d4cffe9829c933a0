package io.camelwamp.bridge.outbound;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/**
 * Where requests may go: to URLs below a base, to the entries of a list, and to which addresses. Immutable.
 *
 * <p>A base allows its own scheme, host and port, and paths below its folder: what its path has up to the last slash. An
 * entry of the list is {@code [http://|https://]host[:port|:*][/folder/]}; the host may be {@code *.example.com} or
 * {@code *}, a missing port is the scheme's own.
 *
 * <p>Give one policy to all requests of a service: connections are shared by the requests of one policy only, because each
 * was made to an address that its policy allows.
 */
public final class TargetPolicy {
    private final Target base;
    private final List<TargetPattern> allowed;
    private final PrivateAddresses privateAddresses;

    private TargetPolicy(Target base, List<TargetPattern> allowed, PrivateAddresses privateAddresses) {
        this.base = base;
        this.allowed = allowed;
        this.privateAddresses = privateAddresses;
    }

    /**
     * A policy.
     *
     * @param baseUrl what references are resolved against; null if there are absolute URLs only
     * @param allowedTargets further targets, separated by commas; null or blank for none
     * @param privateAddresses whether connections may go to addresses that are not public
     * @throws IllegalArgumentException if the base is no absolute URL, or an entry no target
     */
    public static TargetPolicy of(String baseUrl, String allowedTargets, PrivateAddresses privateAddresses) {
        return of("baseUrl", baseUrl, allowedTargets, privateAddresses);
    }

    /** As {@link #of(String, String, PrivateAddresses)}, with the name that people know the base by, for errors. */
    static TargetPolicy of(String option, String baseUrl, String allowedTargets, PrivateAddresses privateAddresses) {
        List<TargetPattern> patterns = Arrays.stream(allowedTargets == null ? new String[0] : allowedTargets.split(","))
                .map(String::trim)
                .filter(entry -> !entry.isEmpty())
                .map(TargetPattern::parse)
                .toList();
        return new TargetPolicy(baseUrl == null ? null : base(option, baseUrl), patterns, privateAddresses);
    }

    /** Errors do not say the URL: it may have a password or a key in it. */
    private static Target base(String option, String url) {
        try {
            return Target.parse(url.trim());
        } catch (OutboundException e) {
            throw new IllegalArgumentException(option + " cannot be used: " + e.getMessage(), e);
        }
    }

    /** What references are resolved against; null if there is none. */
    public Target base() {
        return base;
    }

    /**
     * Resolves a reference against the base, and checks where it leads.
     *
     * @param reference an absolute or relative URL; null or empty is the base itself
     * @throws OutboundException of the kind {@code REFUSED} if it is malformed or not allowed; the text says why
     */
    public Target resolve(String reference) {
        Target target = base == null ? Target.parse(reference) : base.resolve(reference);
        check(target);
        return target;
    }

    /**
     * Checks a target.
     *
     * @throws OutboundException of the kind {@code REFUSED} if it is not allowed
     */
    public void check(Target target) {
        if (allows(target)) {
            return;
        }
        if (isAtBase(target)) {
            throw OutboundException.refused("the url leads out of " + base.folder() + ", which is not allowed");
        }
        boolean strange = allowed.stream().noneMatch(pattern -> pattern.matchesOrigin(target));
        throw OutboundException.refused(
                strange
                        ? "the url leads to another scheme, host or port than allowed"
                        : "the url leads out of the folder that is allowed on its host");
    }

    /** Whether a target is at the scheme, host and port of the base. */
    boolean isAtBase(Target target) {
        return base != null && target.hasOriginOf(base);
    }

    /** Whether requests may go there. */
    public boolean allows(Target target) {
        boolean below = isAtBase(target) && target.path().startsWith(base.folder());
        return below || allowed.stream().anyMatch(pattern -> pattern.matches(target));
    }

    /**
     * Whether a connection may go to one of the addresses of a host.
     *
     * @param host as it stands in a {@link Target}
     */
    boolean allows(String host, InetAddress address) {
        if (AddressRanges.isPublic(address)) {
            return true;
        }
        return switch (privateAddresses) {
            case ALWAYS -> true;
            case NEVER -> false;
            case NAMED -> isNamed(host);
        };
    }

    private boolean isNamed(String host) {
        return base != null && base.host().equals(host) || allowed.stream().anyMatch(pattern -> pattern.names(host));
    }

    /** The base without its query, or how many targets are allowed. */
    @Override
    public String toString() {
        return base == null
                ? allowed.size() + " allowed targets"
                : base.withoutQuery() + " and " + allowed.size() + " more";
    }
}
