package io.camelwamp.benchmarks;

import java.net.ServerSocket;
import java.net.URI;
import java.util.EnumSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import ws.wamp.jawampa.PublishFlags;
import ws.wamp.jawampa.WampClient;
import ws.wamp.jawampa.WampClientBuilder;
import ws.wamp.jawampa.WampRouter;
import ws.wamp.jawampa.WampRouterBuilder;
import ws.wamp.jawampa.WampSerialization;
import ws.wamp.jawampa.transport.netty.NettyWampClientConnectorProvider;
import ws.wamp.jawampa.transport.netty.SimpleWampWebsocketListener;

/** Jawampa's client on Jawampa's router. */
final class JawampaStack implements Stack {
    private static final String REALM = "realm1";

    private final URI uri;
    private final WampRouter router;
    private final SimpleWampWebsocketListener listener;

    JawampaStack() throws Exception {
        try (ServerSocket free = new ServerSocket(0)) {
            uri = URI.create("ws://127.0.0.1:" + free.getLocalPort() + "/ws");
        }
        router = new WampRouterBuilder().addRealm(REALM).build();
        listener = new SimpleWampWebsocketListener(router, uri, null);
        listener.start();
    }

    @Override
    public Client connect() throws Exception {
        WampClient client = new WampClientBuilder()
                .withConnectorProvider(new NettyWampClientConnectorProvider())
                .withUri(uri.toString())
                .withRealm(REALM)
                .withSerializations(new WampSerialization[] {WampSerialization.Json})
                .build();
        CountDownLatch joined = new CountDownLatch(1);
        client.statusChanged().subscribe(state -> {
            if (state instanceof WampClient.ConnectedState) {
                joined.countDown();
            }
        });
        client.open();
        await(joined);
        return new JawampaClient(client);
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        if (!latch.await(10, TimeUnit.SECONDS)) {
            throw new IllegalStateException("Jawampa did not answer within 10 s");
        }
    }

    @Override
    public void close() {
        listener.stop();
        router.close();
    }

    private record JawampaClient(WampClient client) implements Client {
        @Override
        public void publish(String topic, String text, Runnable done) {
            com.fasterxml.jackson.databind.node.ArrayNode args =
                    com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.arrayNode();
            args.add(text);
            client.publish(topic, EnumSet.of(PublishFlags.RequireAcknowledge), args, null)
                    .subscribe(id -> {}, JawampaClient::fail, done::run);
        }

        @Override
        public void call(String procedure, String text, Runnable done) {
            client.call(procedure, text).subscribe(reply -> {}, JawampaClient::fail, done::run);
        }

        @Override
        public void subscribe(String topic, Runnable onEvent) throws Exception {
            client.makeSubscription(topic).subscribe(event -> onEvent.run(), JawampaClient::fail);
            settle();
        }

        @Override
        public void register(String procedure) throws Exception {
            client.registerProcedure(procedure)
                    .subscribe(
                            request -> request.reply(request.arguments().get(0).asText()), JawampaClient::fail);
            settle();
        }

        /**
         * Jawampa does not tell when a subscription or registration is confirmed; a round trip
         * behind it does.
         */
        private void settle() throws InterruptedException {
            CountDownLatch confirmed = new CountDownLatch(1);
            publish("com.example.settle", "", confirmed::countDown);
            await(confirmed);
        }

        private static void fail(Throwable failure) {
            failure.printStackTrace();
            System.exit(1);
        }
    }
}
