package io.camelwamp.bridge.check;

import inet.ipaddr.AddressStringException;
import inet.ipaddr.AddressStringParameters.RangeParameters;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import java.util.Arrays;
import java.util.List;

/** A list of IP addresses and networks. Immutable. */
final class NetworkList {
    private static final IPAddressStringParameters STRICT = new IPAddressStringParameters.Builder()
            .allowEmpty(false)
            .allowAll(false)
            .allowSingleSegment(false)
            .allowWildcardedSeparator(false)
            .setRangeOptions(RangeParameters.NO_RANGE)
            .allow_inet_aton(false)
            .toParams();

    private static final int MAPPED_PREFIX = 96;

    private final List<IPAddress> networks;

    private NetworkList(List<IPAddress> networks) {
        this.networks = networks;
    }

    /**
     * Reads a list.
     *
     * @param option the option's name, for error texts
     * @param list addresses and networks separated by commas, such as {@code 127.0.0.1, 10.0.0.0/8,
     *     192.168.1.1/255.255.255.0, ::1, fd00::/8}; null or blank for an empty list
     * @throws IllegalArgumentException if an entry is none
     */
    static NetworkList parse(String option, String list) {
        if (list == null || list.isBlank()) {
            return new NetworkList(List.of());
        }
        return new NetworkList(Arrays.stream(list.split(","))
                .map(String::trim)
                .map(entry -> network(option, entry))
                .toList());
    }

    private static IPAddress network(String option, String entry) {
        try {
            IPAddress address = new IPAddressString(entry, STRICT).toAddress();
            if (entry.contains("/") && !address.isPrefixed()) {
                throw invalid(option, entry, "its mask has gaps");
            }
            return withoutMapping(address.toPrefixBlock());
        } catch (AddressStringException e) {
            throw invalid(option, entry, e.getMessage());
        }
    }

    private static IllegalArgumentException invalid(String option, String entry, String why) {
        return new IllegalArgumentException(option
                + " has the entry '"
                + entry
                + "', which is no address or network ("
                + why
                + "): write 127.0.0.1, 10.0.0.0/8, 10.0.0.0/255.0.0.0, ::1 or fd00::/8");
    }

    /** An IPv4 address that comes as an IPv6 one, {@code ::ffff:10.0.0.1}, is meant as IPv4. */
    private static IPAddress withoutMapping(IPAddress address) {
        if (!address.isIPv6() || !address.toIPv6().isIPv4Mapped()) {
            return address;
        }
        Integer prefix = address.getNetworkPrefixLength();
        IPAddress embedded = address.toIPv6().getEmbeddedIPv4Address();
        return prefix == null ? embedded : embedded.toPrefixBlock(Math.max(0, prefix - MAPPED_PREFIX));
    }

    boolean isEmpty() {
        return networks.isEmpty();
    }

    /**
     * Tells whether an address belongs to the list.
     *
     * @param text the address, with a zone or not; null and what is no address belong to no list
     */
    boolean contains(String text) {
        IPAddress address = text == null ? null : address(text);
        return address != null && networks.stream().anyMatch(network -> network.contains(address));
    }

    private static IPAddress address(String text) {
        int zone = text.indexOf('%');
        IPAddress address = new IPAddressString(zone < 0 ? text : text.substring(0, zone), STRICT).getAddress();
        return address == null || address.isMultiple() ? null : withoutMapping(address);
    }
}
