package io.camelwamp.bridge.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkListTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "127.0.0.1 | 127.0.0.1 | true",
                "127.0.0.1 | 127.0.0.2 | false",
                "10.0.0.0/8 | 10.255.255.255 | true",
                "10.0.0.0/8 | 11.0.0.0 | false",
                "192.168.1.1/255.255.255.0 | 192.168.1.254 | true",
                "192.168.1.1/255.255.255.0 | 192.168.2.1 | false",
                "192.168.1.1/24 | 192.168.1.9 | true",
                "0.0.0.0/0 | 8.8.8.8 | true",
                "0.0.0.0/0 | ::1 | false",
                "::1 | 0:0:0:0:0:0:0:1 | true",
                "::1 | ::2 | false",
                "fd00::/8 | fdff::1 | true",
                "fd00::/8 | fe00::1 | false",
                "fe80::/10 | fe80::1%eth0 | true",
                "10.0.0.0/8 | ::ffff:10.1.2.3 | true",
                "10.0.0.0/8 | ::ffff:0a01:0203 | true",
                "::ffff:10.0.0.0/104 | 10.1.2.3 | true",
                "::ffff:10.0.0.0/104 | 11.1.2.3 | false",
                "127.0.0.1, ::1 | ::1 | true",
                "127.0.0.1 | localhost | false",
                "127.0.0.1 | 127.0.0.* | false",
                "127.0.0.0/8 | 127.0.0.0/9 | false",
                "127.0.0.1 | unknown | false"
            })
    void addressesAreInTheirNetworks(String list, String address, boolean inside) {
        assertThat(NetworkList.parse("requireIp", list).contains(address)).isEqualTo(inside);
    }

    @Test
    void nothingIsInAnEmptyList() {
        NetworkList empty = NetworkList.parse("requireIp", " ");
        assertThat(empty.isEmpty()).isTrue();
        assertThat(empty.contains("127.0.0.1")).isFalse();
        assertThat(empty.contains(null)).isFalse();
    }
}
