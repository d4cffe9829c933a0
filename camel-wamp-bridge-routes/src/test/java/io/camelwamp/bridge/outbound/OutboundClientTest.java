package io.camelwamp.bridge.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.camelwamp.bridge.outbound.OutboundException.Kind;
import io.camelwamp.bridge.testing.BrokenBackend;
import io.camelwamp.bridge.testing.BrokenBackend.Ending;
import io.camelwamp.bridge.testing.StandInBackend;
import io.camelwamp.bridge.testing.StandInBackend.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class OutboundClientTest {
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final OutboundClient client = new OutboundClient();
    private StandInBackend backend;
    private TargetPolicy policy;

    @BeforeEach
    void start() throws Exception {
        backend = new StandInBackend();
        policy = TargetPolicy.of(backend.url(), "", PrivateAddresses.NAMED);
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
        backend.close();
    }

    private OutboundAnswer send(OutboundRequest request, TargetPolicy allowed) throws Exception {
        OutboundClient.startIn(context, client);
        return client.send(request, allowed).get(20, TimeUnit.SECONDS);
    }

    private OutboundAnswer get(String reference) throws Exception {
        return send(OutboundRequest.of("GET", policy.resolve(reference)), policy);
    }

    private void assertFails(Kind kind, OutboundRequest request, TargetPolicy allowed) {
        assertThatThrownBy(() -> send(request, allowed))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(OutboundException.class, e -> {
                    assertThat(e.kind()).isEqualTo(kind);
                    assertThat(e.getMessage()).doesNotContain("127.0.0.1");
                });
        await().until(() -> client.underWay() == 0);
    }

    @Test
    void sendsMethodTargetHeadersAndBodyAndReturnsTheAnswer() throws Exception {
        backend.answerWith(
                new Reply(201, Map.of("x-request-id", "7", "ETAG", "\"a\""), "made".getBytes(), Duration.ZERO));
        OutboundRequest request = OutboundRequest.of("patch", policy.resolve("a%20b?q=1&q=2"))
                .withHeaders(Map.of("X-Many", List.of("1", "2"), "Content-Type", List.of("text/x")))
                .withBody("ü".getBytes("UTF-8"));

        OutboundAnswer answer = send(request, policy);

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.body()).asString().isEqualTo("made");
        assertThat(answer.headers()).containsKeys("X-Request-Id", "ETag");
        assertThat(answer.header("X-REQUEST-ID")).isEqualTo("7");
        StandInBackend.Request received = backend.take();
        assertThat(received.method()).isEqualTo("PATCH");
        assertThat(received.target()).isEqualTo("/a%20b?q=1&q=2");
        assertThat(received.headers().get("X-Many")).containsExactly("1", "2");
        assertThat(received.headers().get("Content-Type")).containsExactly("text/x");
        assertThat(received.text()).isEqualTo("ü");
    }

    @Test
    void statusesOfFailureAreAnswersToo() throws Exception {
        for (int status : new int[] {301, 401, 407, 418, 500, 503}) {
            backend.answerWith(Reply.empty(status));
            assertThat(get("").status()).isEqualTo(status);
        }
    }

    @Test
    void decompressesAnswers() throws Exception {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write("plain text".getBytes());
        }
        backend.answerWith(new Reply(200, Map.of("Content-Encoding", "gzip"), compressed.toByteArray(), Duration.ZERO));
        assertThat(get("").body()).asString().isEqualTo("plain text");
        assertThat(backend.take().header("Accept-Encoding")).contains("gzip");
    }

    @Test
    void keepsNoCookies() throws Exception {
        backend.answerWith(Reply.empty(200, "Set-Cookie", "session=of-somebody; Path=/"));
        get("");
        get("");
        backend.take();
        assertThat(backend.take().header("Cookie")).isNull();
    }

    @Test
    void followsRedirectsOfGetsWithinThePolicyOnly() throws Exception {
        backend.answerWith(request -> request.target().equals("/start")
                ? Reply.empty(302, "Location", "/end?x=1")
                : Reply.json(200, "{\"at\":\"" + request.target() + "\"}"));
        OutboundRequest start =
                OutboundRequest.of("GET", policy.resolve("start")).followingRedirects();
        assertThat(send(start, policy).body()).asString().isEqualTo("{\"at\":\"/end?x=1\"}");
        assertThat(get("start").status()).isEqualTo(302);
        OutboundRequest post =
                OutboundRequest.of("POST", policy.resolve("start")).followingRedirects();
        assertThat(send(post, policy).status()).isEqualTo(302);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:%d/",
                "https://127.0.0.1:%d/",
                "//evil.example/",
                "http://127.0.0.1@evil.example/",
                "\\\\x",
                "file:///etc/passwd",
                "http://[::1]:%d/"
            })
    void redirectsToElsewhereAreAnswersAndNotFollowed(String location) throws Exception {
        backend.answerWith(Reply.empty(302, "Location", location.formatted(backend.port())));
        OutboundRequest request = OutboundRequest.of("GET", policy.resolve("")).followingRedirects();
        assertThat(send(request, policy).status()).isEqualTo(302);
        assertThat(backend.requests()).hasSize(1);
    }

    @Test
    void credentialsStayWithTheirOriginWhenARedirectLeadsToAnother() throws Exception {
        try (StandInBackend other = new StandInBackend()) {
            TargetPolicy both = TargetPolicy.of(backend.url(), other.url(), PrivateAddresses.NAMED);
            backend.answerWith(Reply.empty(307, "Location", other.url() + "there"));
            OutboundRequest request = OutboundRequest.of("GET", both.base())
                    .withHeaders(Map.of(
                            "authorization",
                            List.of("Bearer x"),
                            "X-Api-Key",
                            List.of("1"),
                            "Accept",
                            List.of("text/plain")))
                    .followingRedirects();
            assertThat(send(request, both).status()).isEqualTo(200);
            StandInBackend.Request received = other.take();
            assertThat(received.header("Authorization")).isNull();
            assertThat(received.header("X-Api-Key")).isNull();
            assertThat(received.header("Accept")).isEqualTo("text/plain");
        }
    }

    @Test
    void aRedirectToAnAddressThatIsNotAllowedIsTheAnswer() throws Exception {
        client.setLookup(host -> new InetAddress[] {InetAddress.getByName("127.0.0.1")});
        TargetPolicy wildcard = TargetPolicy.of(backend.url(), "*.example.com:*", PrivateAddresses.NAMED);
        String location = "http://public.example.com:" + backend.port() + "/";
        backend.answerWith(Reply.empty(302, "Location", location));
        OutboundAnswer answer = send(OutboundRequest.of("GET", wildcard.base()).followingRedirects(), wildcard);
        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.header("Location")).isEqualTo(location);
        assertThat(backend.requests()).hasSize(1);
    }

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

    @Test
    void aCircleOfRedirectsEnds() throws Exception {
        backend.answerWith(Reply.empty(302, "Location", "/"));
        OutboundRequest request = OutboundRequest.of("GET", policy.base()).followingRedirects();
        assertFails(Kind.MALFORMED, request, policy);
    }

    @Test
    void aTargetThatIsNotAllowedIsNotSent() {
        OutboundRequest request = OutboundRequest.of("GET", Target.parse("http://localhost:" + backend.port() + "/"));
        assertFails(Kind.REFUSED, request, policy);
        assertThat(backend.requests()).isEmpty();
    }

    @Test
    void aNameThatResolvesToLoopbackIsNotConnectedTo() throws Exception {
        client.setLookup(host -> new InetAddress[] {InetAddress.getByName("127.0.0.1")});
        Target target = Target.parse("http://public.example.com:" + backend.port() + "/");
        TargetPolicy wildcard = TargetPolicy.of(null, "*.example.com:*", PrivateAddresses.NAMED);
        assertFails(Kind.REFUSED, OutboundRequest.of("GET", target), wildcard);
        assertThat(backend.requests()).isEmpty();

        TargetPolicy permissive = TargetPolicy.of(null, "*.example.com:*", PrivateAddresses.ALWAYS);
        assertThat(send(OutboundRequest.of("GET", target), permissive).status()).isEqualTo(200);
        // The connection of the permissive policy is open now, and still not for the other one.
        assertFails(Kind.REFUSED, OutboundRequest.of("GET", target), wildcard);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2130706433", "127.1", "0x7f.0.0.1", "localhost", "127.0.0.1", "[::1]", "[::ffff:7f00:1]"})
    void spellingsOfLoopbackAreNotConnectedTo(String host) {
        TargetPolicy any = TargetPolicy.of(null, "*:*", PrivateAddresses.NAMED);
        Target target = Target.parse("http://" + host + ":" + backend.port() + "/");
        assertThatThrownBy(() -> send(OutboundRequest.of("GET", target), any))
                .cause()
                .isInstanceOfSatisfying(
                        OutboundException.class, e -> assertThat(e.kind()).isIn(Kind.REFUSED, Kind.UNREACHABLE));
        assertThat(backend.requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Connection, close",
        "transfer-encoding, chunked",
        "Host, evil.example",
        "CONTENT-LENGTH, 1",
        "Upgrade, h2c",
        "Proxy-Authorization, x",
        "'X Y', 1",
        "'', 1",
        "X-A, 'a\r\nX-B: b'",
        "X-A, 'a\nb'",
        "'X-A: b\r\nX-B', c",
    })
    void headersThatWouldBreakTheRequestAreRefused(String name, String value) {
        OutboundRequest request = OutboundRequest.of("GET", policy.base());
        assertThatThrownBy(() -> request.withHeaders(Map.of(name, List.of(value))))
                .isInstanceOfSatisfying(
                        OutboundException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECT", "trace", "GET /x HTTP/1.1\r\n", "", "G T"})
    void methodsThatAreNoneAreRefused(String method) {
        assertThatThrownBy(() -> OutboundRequest.of(method, policy.base())).isInstanceOf(OutboundException.class);
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

    @Test
    void whatIsUnderWayIsBounded() throws Exception {
        client.setMaxRequests(2);
        OutboundClient.startIn(context, client);
        backend.answerWith(Reply.json(200, "{}").after(Duration.ofMillis(300)));
        List<CompletableFuture<OutboundAnswer>> two = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            two.add(client.send(OutboundRequest.of("GET", policy.base()), policy));
        }
        assertThatThrownBy(() -> client.send(OutboundRequest.of("GET", policy.base()), policy)
                        .get(1, TimeUnit.SECONDS))
                .hasMessageContaining("too many requests");
        for (CompletableFuture<OutboundAnswer> answer : two) {
            assertThat(answer.get(10, TimeUnit.SECONDS).status()).isEqualTo(200);
        }
        await().until(() -> client.underWay() == 0);
    }

    @Test
    void fiveHundredSlowAnswersAtOnceTakeFewThreads() throws Exception {
        OutboundClient.startIn(context, client);
        backend.answerWith(Reply.json(200, "{}").after(Duration.ofMillis(500)));
        List<CompletableFuture<OutboundAnswer>> all = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            all.add(client.send(OutboundRequest.of("GET", policy.base()), policy));
        }
        long threads = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().contains("Outbound"))
                .count();
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(20, TimeUnit.SECONDS);
        assertThat(backend.mostUnderWay()).isGreaterThan(100);
        assertThat(threads).isLessThanOrEqualTo(20);
    }

    @Test
    void anAnswerMayTakeLongerThanUnusedConnectionsAreKept() throws Exception {
        client.setKeepAlive(200);
        backend.answerWith(Reply.empty(200).after(Duration.ofMillis(1000)));
        OutboundRequest request = OutboundRequest.of("GET", policy.base()).withTimeout(Duration.ofSeconds(10));
        assertThat(send(request, policy).status()).isEqualTo(200);
    }

    @Test
    void aNameThatNobodyAnswersForHoldsUpNoOther() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        client.setLookup(host -> {
            if (host.startsWith("slow")) {
                asked.incrementAndGet();
                awaitUninterruptibly(release);
            }
            return new InetAddress[] {InetAddress.getLoopbackAddress()};
        });
        TargetPolicy any = TargetPolicy.of(null, "*.example.com:*", PrivateAddresses.ALWAYS);
        OutboundClient.startIn(context, client);
        List<CompletableFuture<OutboundAnswer>> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 20; i++) {
                slow.add(client.send(OutboundRequest.of("GET", at("slow.example.com")), any));
            }
            await().until(() -> asked.get() == 1);
            assertThat(send(OutboundRequest.of("GET", at("quick.example.com")), any)
                            .status())
                    .isEqualTo(200);
        } finally {
            release.countDown();
        }
        for (CompletableFuture<OutboundAnswer> answer : slow) {
            assertThat(answer.get(10, TimeUnit.SECONDS).status()).isEqualTo(200);
        }
    }

    @Test
    void addressesNeedNoThreadForTheirLookup() throws Exception {
        CompletableFuture<String> thread = new CompletableFuture<>();
        client.setLookup(host -> {
            thread.complete(Thread.currentThread().getName());
            return InetAddress.getAllByName(host);
        });
        assertThat(get("").status()).isEqualTo(200);
        assertThat(thread.get(1, TimeUnit.SECONDS)).doesNotContain("OutboundLookups");
    }

    private Target at(String host) {
        return Target.parse("http://" + host + ":" + backend.port() + "/");
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aStoppedClientSaysSo() {
        assertThatThrownBy(() -> client.send(OutboundRequest.of("GET", policy.base()), policy)
                        .join())
                .hasMessageContaining("not running");
    }
}
