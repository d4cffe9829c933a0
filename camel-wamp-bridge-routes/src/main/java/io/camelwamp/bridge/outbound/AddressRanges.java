package io.camelwamp.bridge.outbound;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Which addresses are public: those that the IANA registries list for no special purpose. */
final class AddressRanges {
    private record Range(byte[] address, int prefix) {
        boolean contains(byte[] other) {
            if (other.length != address.length) {
                return false;
            }
            int whole = prefix / Byte.SIZE;
            int rest = prefix % Byte.SIZE;
            return Arrays.equals(address, 0, whole, other, 0, whole)
                    && (rest == 0 || (address[whole] ^ other[whole]) >> (Byte.SIZE - rest) == 0);
        }
    }

    /** This host, private, shared, loopback, link-local, protocol assignments, examples, benchmarks, multicast, reserved. */
    private static final List<Range> SPECIAL_V4 = ranges(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/3");

    /** Of all IPv6 addresses these are given out; what is special among them follows. */
    private static final List<Range> GLOBAL_V6 = ranges("2000::/3");

    /** Protocol assignments with Teredo, examples, 6to4. */
    private static final List<Range> SPECIAL_V6 = ranges("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

    /** Translates to the IPv4 address in its last four octets (RFC 6052). */
    private static final List<Range> NAT64 = ranges("64:ff9b::/96");

    private AddressRanges() {}

    private static List<Range> ranges(String... texts) {
        return Stream.of(texts).map(AddressRanges::range).toList();
    }

    private static Range range(String text) {
        String[] parts = text.split("/");
        try {
            return new Range(InetAddress.getByName(parts[0]).getAddress(), Integer.parseInt(parts[1]));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    static boolean isPublic(InetAddress address) {
        byte[] octets = address.getAddress();
        if (address instanceof Inet4Address) {
            return !isIn(SPECIAL_V4, octets);
        }
        if (address instanceof Inet6Address && isIn(NAT64, octets)) {
            return !isIn(SPECIAL_V4, Arrays.copyOfRange(octets, 12, 16));
        }
        return isIn(GLOBAL_V6, octets) && !isIn(SPECIAL_V6, octets);
    }

    private static boolean isIn(List<Range> ranges, byte[] octets) {
        return ranges.stream().anyMatch(range -> range.contains(octets));
    }
}
