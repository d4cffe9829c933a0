package io.camelwamp.bridge.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.camelwamp.bridge.outbound.OutboundException.Kind;
import io.camelwamp.bridge.testing.StandInBackend;
import io.camelwamp.bridge.testing.StandInBackend.Reply;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where requests go, by redirects and by names, and where they do not. */
class OutboundTargetsTest extends OutboundClientScene {
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
}
