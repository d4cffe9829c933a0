package io.camelwamp.router.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.PublishOptions;
import io.camelwamp.router.Router;
import io.camelwamp.router.transport.Front.Running;
import io.camelwamp.session.CallTarget;
import io.camelwamp.session.WampSession;
import io.camelwamp.transport.EventLoops;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The session engine on this router without a network in between. */
@Timeout(60)
class LocalLinkTest {
    @ParameterizedTest
    @EnumSource
    void joinsClientsInTheProcessWithThoseOnTheNetwork(Front front) throws Exception {
        try (Running running = front.open();
                EventLoops loops = EventLoops.create("test", 1);
                WampSession local = Sessions.joinInProcess(running.router(), loops);
                RawClient remote = RawClient.join(running.uri())) {
            remote.say("[32,1,{},\"com.app.topic\"]");
            remote.hear();
            remote.say("[64,2,{},\"com.app.proc\"]");
            remote.hear();

            Long publication = local.publish(
                            "com.app.topic",
                            PublishOptions.NONE.with("acknowledge", true),
                            Payload.of(List.of(1, "two"), Map.of("three", 3)))
                    .get(10, TimeUnit.SECONDS);
            assertThat(remote.hear()).matches("\\[36,\\d+," + publication + ",\\{},\\[1,\"two\"],\\{\"three\":3}]");

            var call = local.call(CallTarget.of("com.app.proc"), Payload.ofArgs(2));
            assertThat(remote.hear()).matches("\\[68,1,\\d+,\\{},\\[2]]");
            remote.say("[70,1,{},[3]]");
            assertThat(call.result().get(10, TimeUnit.SECONDS).payload().args()).containsExactly(3);
        }
    }

    @Test
    void endsLocalSessionsWhenTheRouterClosesAndLivesOnALoopThatIsGiven() throws Exception {
        try (EventLoops loops = EventLoops.create("test", 1)) {
            Router router =
                    Router.builder().realm("realm1").eventLoop(loops.next()).build();
            router.start();
            try (WampSession local = Sessions.joinInProcess(router, loops)) {

                router.close();

                await().until(() -> !local.isReady());
                assertThat(router.statistics().toCompletableFuture().join().connections())
                        .isZero();
            }
        }
    }
}
