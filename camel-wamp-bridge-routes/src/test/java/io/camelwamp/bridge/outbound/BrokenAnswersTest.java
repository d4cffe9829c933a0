package io.camelwamp.bridge.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.camelwamp.bridge.outbound.OutboundException.Kind;
import io.camelwamp.bridge.testing.BrokenBackend;
import io.camelwamp.bridge.testing.BrokenBackend.Ending;
import io.camelwamp.bridge.testing.StandInBackend.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Backends that answer in part, too much, for ever or not at all. */
class BrokenAnswersTest extends OutboundClientScene {
    @Test
    void saysThatHeadersAreTooLarge() throws Exception {
        // With a status of success Jetty's parser trips over an assertion of its own, where assertions are on.
        String answer = "HTTP/1.1 500 Broken\r\nX-Large: " + "x".repeat(40_000) + "\r\nContent-Length: 0\r\n\r\n";
        try (BrokenBackend large = new BrokenBackend(answer, true)) {
            TargetPolicy only = TargetPolicy.of(large.url(), "", PrivateAddresses.NAMED);
            assertThatThrownBy(() -> send(OutboundRequest.of("GET", only.base()), only))
                    .hasMessageContaining("the headers of the backend's answer are larger than 32768 octets")
                    .cause()
                    .isInstanceOfSatisfying(
                            OutboundException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TOO_LARGE));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', true, DROPPED",
        "'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\npart', true, DROPPED",
        "'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\npart\r\n', true, DROPPED",
        "'HTTP/1.1 200 OK\r\nX-Header: cut of', true, DROPPED",
        "'220 mail.example ESMTP\r\n', true, MALFORMED",
        "'\u0000\u0001\u0002\u0003\r\n\r\n', true, MALFORMED",
        "'HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n', true, MALFORMED",
        "'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n', true, DROPPED",
        "'', false, TIMED_OUT",
        "'HTTP/1.1 199 Foo\r\n\r\n', false, TIMED_OUT",
        "'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n', false, TIMED_OUT",
        "'HTTP/1.1 199 Foo\r\n\r\n', true, DROPPED",
        "'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n', false, MALFORMED",
        "'HTTP/1.1 101 Switching Protocols\r\n\r\n', false, MALFORMED",
        "'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\npart', false, TIMED_OUT",
    })
    void saysHowABackendIsBroken(String answer, boolean closes, Kind kind) throws Exception {
        try (BrokenBackend broken = new BrokenBackend(answer, closes)) {
            TargetPolicy only = TargetPolicy.of(broken.url(), "", PrivateAddresses.NAMED);
            OutboundRequest request = OutboundRequest.of("GET", only.base());
            assertFails(kind, closes ? request : request.withTimeout(Duration.ofMillis(300)), only);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"100 Continue", "102 Processing", "103 Early Hints", "104 X", "110 Y", "199 Foo"})
    void interimAnswersArePassedOver(String status) throws Exception {
        String interim = "HTTP/1.1 " + status + "\r\nX-Interim: 1\r\n\r\n";
        String last = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
        try (BrokenBackend wordy = new BrokenBackend(interim + interim + interim + last, true)) {
            TargetPolicy only = TargetPolicy.of(wordy.url(), "", PrivateAddresses.NAMED);
            OutboundAnswer answer = send(OutboundRequest.of("GET", only.base()), only);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("X-Interim")).isNull();
            assertThat(answer.body()).asString().isEqualTo("ok");
        }
    }

    @Test
    void interimAnswersWithoutEndDoNotOutliveTheTimeout() throws Exception {
        AtomicInteger closed = new AtomicInteger();
        try (ServerSocket endless = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread talker = new Thread(() -> {
                byte[] interim = "HTTP/1.1 199 Foo\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
                try (Socket socket = endless.accept()) {
                    while (true) {
                        socket.getOutputStream().write(interim);
                    }
                } catch (IOException e) {
                    // The client has closed the connection.
                    closed.incrementAndGet();
                }
            });
            talker.start();
            String url = "http://127.0.0.1:" + endless.getLocalPort() + "/";
            TargetPolicy only = TargetPolicy.of(url, "", PrivateAddresses.NAMED);
            OutboundRequest request = OutboundRequest.of("GET", only.base()).withTimeout(Duration.ofMillis(300));
            assertFails(Kind.TIMED_OUT, request, only);
            talker.join(10_000);
            assertThat(closed).hasValue(1);
        }
    }

    @Test
    void anAnswerThatItsEndDelimitsIsCompleteUnlessTheEndIsAReset() throws Exception {
        String answer = "HTTP/1.1 200 OK\r\n\r\nuntil";
        try (BrokenBackend orderly = new BrokenBackend(answer, Ending.CLOSE);
                BrokenBackend resetting = new BrokenBackend(answer, Ending.RESET)) {
            TargetPolicy first = TargetPolicy.of(orderly.url(), "", PrivateAddresses.NAMED);
            assertThat(send(OutboundRequest.of("GET", first.base()), first).body())
                    .asString()
                    .isEqualTo("until");
            TargetPolicy second = TargetPolicy.of(resetting.url(), "", PrivateAddresses.NAMED);
            assertFails(Kind.DROPPED, OutboundRequest.of("GET", second.base()), second);
        }
    }

    @Test
    void aStopEndsWhatIsUnderWay() throws Exception {
        try (BrokenBackend silent = new BrokenBackend("HTTP/1.1 199 Foo\r\n\r\n", false)) {
            OutboundClient.startIn(context, client);
            TargetPolicy only = TargetPolicy.of(silent.url(), "", PrivateAddresses.NAMED);
            CompletableFuture<OutboundAnswer> answer = client.send(OutboundRequest.of("GET", only.base()), only);
            await().until(() -> silent.connections() == 1);
            context.stop();
            assertThatThrownBy(() -> answer.get(5, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOfSatisfying(
                            OutboundException.class, e -> assertThat(e.kind()).isEqualTo(Kind.DROPPED));
        }
    }

    @Test
    void anAnswerOverTheLimitIsAFailure() throws Exception {
        client.setMaxResponseSize(1000);
        backend.answerWith(Reply.of(200, "text/plain", "x".repeat(1000)));
        assertThat(get("").body()).hasSize(1000);
        backend.answerWith(Reply.of(200, "text/plain", "x".repeat(1001)));
        assertFails(Kind.TOO_LARGE, OutboundRequest.of("GET", policy.base()), policy);
    }
}
