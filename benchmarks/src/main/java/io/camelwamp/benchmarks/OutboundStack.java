package io.camelwamp.benchmarks;

import io.camelwamp.bridge.Bridge;
import io.camelwamp.bridge.BridgeSettings;
import io.camelwamp.bridge.outbound.OutboundClient;
import io.camelwamp.bridge.outbound.OutboundRequest;
import io.camelwamp.bridge.outbound.PrivateAddresses;
import io.camelwamp.bridge.outbound.TargetPolicy;
import io.camelwamp.protocol.Payload;
import io.camelwamp.session.CallTarget;
import io.camelwamp.session.SessionConfig;
import io.camelwamp.session.WampSession;
import io.camelwamp.transport.EventLoops;
import io.camelwamp.transport.TransportConfig;
import io.vertx.ext.web.client.WebClientOptions;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;

/** Ways to a slow backend: each makes one request, whose future ends with its answer. */
enum OutboundStack {
    /** The client alone. */
    CLIENT {
        @Override
        Supplier<CompletableFuture<?>> open(String url) throws Exception {
            DefaultCamelContext context = new DefaultCamelContext();
            context.start();
            OutboundClient client = new OutboundClient();
            OutboundClient.startIn(context, client);
            TargetPolicy policy = TargetPolicy.of(url, "", PrivateAddresses.NAMED);
            OutboundRequest request = OutboundRequest.of("GET", policy.base());
            return () -> client.send(request, policy);
        }
    },
    /** A WAMP client's calls through the bridge's router and a mapped callee. */
    CALLEE {
        @Override
        Supplier<CompletableFuture<?>> open(String url) throws Exception {
            Bridge bridge = new Bridge(BridgeSettings.of(Map.of(
                    "bridge.port", "0",
                    "bridge.callees.slow.procedure", "com.example.slow",
                    "bridge.callees.slow.baseUrl", url,
                    "bridge.callees.slow.path", "/")));
            bridge.start();
            WampSession session = WampSession.open(
                    SessionConfig.of(
                            "realm1", TransportConfig.of(URI.create("ws://127.0.0.1:" + bridge.port() + "/ws"))),
                    EventLoops.create("caller", 1));
            return () -> session.call(CallTarget.of("com.example.slow"), Payload.EMPTY)
                    .result();
        }
    },
    /** Camel's vertx-http with as many connections. */
    VERTX_HTTP {
        @Override
        Supplier<CompletableFuture<?>> open(String url) throws Exception {
            DefaultCamelContext context = new DefaultCamelContext();
            context.getRegistry().bind("options", new WebClientOptions().setMaxPoolSize(OutboundBenchmark.IN_FLIGHT));
            context.start();
            AsyncProducer producer = context.getEndpoint("vertx-http:" + url + "?webClientOptions=#options")
                    .createAsyncProducer();
            producer.start();
            return () -> {
                CompletableFuture<Exchange> answer = new CompletableFuture<>();
                Exchange exchange = producer.getEndpoint().createExchange();
                producer.process(exchange, doneSync -> OutboundStack.complete(answer, exchange));
                return answer;
            };
        }
    };

    /** Starts what it takes, and returns what makes a request. */
    abstract Supplier<CompletableFuture<?>> open(String url) throws Exception;

    private static void complete(CompletableFuture<Exchange> answer, Exchange exchange) {
        if (exchange.getException() == null) {
            answer.complete(exchange);
        } else {
            answer.completeExceptionally(exchange.getException());
        }
    }
}
