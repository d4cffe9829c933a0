package io.camelwamp.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelwamp.protocol.Payload;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.junit5.TestExecutionConfiguration;
import org.junit.jupiter.api.Test;

/** What JMX tells of sessions and consumers. */
class WampManagementTest extends WampTestSupport {
    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

    @Override
    public void configureTest(TestExecutionConfiguration configuration) {
        super.configureTest(configuration);
        configuration.withJMX(true);
    }

    private Set<ObjectName> names(String type) throws Exception {
        return server.queryNames(
                new ObjectName("org.apache.camel:context=" + context.getName() + ",type=" + type + ",*"), null);
    }

    private ObjectName session() throws Exception {
        Set<ObjectName> names = names("wamp-sessions");
        assertThat(names).hasSize(1);
        return names.iterator().next();
    }

    private Object attribute(ObjectName bean, String name) throws Exception {
        return server.getAttribute(bean, name);
    }

    @Test
    void showsEachSessionWhileItIsUsed() throws Exception {
        router.procedure("com.app.p", payload -> Payload.ofArgs(1));
        routes(r -> r.from("wamp:topic:com.app.a").routeId("a").to("mock:in"));
        awaitSubscribed("com.app.a");
        send("wamp:procedure:com.app.p", "x");
        send("wamp:topic:com.app.b", "x");
        router.publish("com.app.a", 1);

        ObjectName bean = session();

        assertThat(bean.getKeyProperty("component")).isEqualTo("\"wamp\"");
        assertThat(ObjectName.unquote(bean.getKeyProperty("name"))).isEqualTo("realm1@local:router");
        await().until(() -> Boolean.TRUE.equals(attribute(bean, "Ready")));
        assertThat(attribute(bean, "Phase")).isEqualTo("READY");
        assertThat(attribute(bean, "Realm")).isEqualTo("realm1");
        assertThat((long) attribute(bean, "SessionId")).isPositive();
        assertThat(attribute(bean, "Calls")).isEqualTo(1L);
        assertThat(attribute(bean, "Publications")).isEqualTo(1L);
        assertThat(attribute(bean, "Events")).isEqualTo(1L);
        assertThat((double) attribute(bean, "CallLongestMillis")).isPositive();
        assertThat(attribute(bean, "Held")).isEqualTo(1);
        for (MBeanAttributeInfo info : server.getMBeanInfo(bean).getAttributes()) {
            assertThat(attribute(bean, info.getName())).as(info.getName()).isNotNull();
        }

        context.stop();
        assertThat(server.isRegistered(bean)).isFalse();
    }

    @Test
    void countsReconnects() throws Exception {
        routes(r -> r.from("wamp:topic:com.app.a").routeId("a").to("mock:in"));
        awaitSubscribed("com.app.a");
        ObjectName bean = session();

        router.goDown();
        await().until(() -> Boolean.FALSE.equals(attribute(bean, "Ready")));
        router.comeUp();

        await().until(() -> attribute(bean, "Reconnects").equals(1L)
                && attribute(bean, "Ready").equals(true));
        assertThat(attribute(bean, "LastFailure").toString()).isNotEmpty();
    }

    @Test
    void namesSessionsOfOneRealmApart() throws Exception {
        routes(r -> {
            r.from("wamp:topic:com.app.a").routeId("a").to("mock:in");
            r.from("wamp:topic:com.app.b?requestTimeout=1234").routeId("b").to("mock:in");
        });

        assertThat(names("wamp-sessions"))
                .extracting(name -> ObjectName.unquote(name.getKeyProperty("name")))
                .containsExactlyInAnyOrder("realm1@local:router", "realm1@local:router#2");
        ObjectName component = names("components").stream()
                .filter(name -> name.getKeyProperty("name").contains("wamp"))
                .findFirst()
                .orElseThrow();
        assertThat(attribute(component, "SessionNames")).isEqualTo("realm1@local:router, realm1@local:router#2");

        assertThat(names("endpoints"))
                .filteredOn(name -> name.getKeyProperty("name").contains("com.app.b"))
                .singleElement()
                .satisfies(name ->
                        assertThat(attribute(name, "Session").toString()).startsWith("realm1@local:router"));

        context.getRouteController().stopRoute("a");
        assertThat(names("wamp-sessions")).hasSize(1);
    }

    @Test
    void showsTheQueueOfAConsumerAndWhatItLost() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        routes(r -> r.from("wamp:topic:com.app.a?queueSize=2&overflow=dropNewest")
                .routeId("a")
                .process(exchange -> release.await())
                .to("mock:in"));
        awaitSubscribed("com.app.a");
        ObjectName consumer = names("consumers").iterator().next();
        await().until(() -> attribute(consumer, "Held").equals(true));
        router.publish("com.app.a", 0);
        await().until(() -> attribute(consumer, "Queued").equals(0));

        for (int i = 1; i <= 5; i++) {
            router.publish("com.app.a", i);
        }

        assertThat(attribute(consumer, "Queued")).isEqualTo(2);
        assertThat(attribute(consumer, "QueueSize")).isEqualTo(2);
        assertThat(attribute(consumer, "Lost")).isEqualTo(3L);
        assertThat(attribute(consumer, "NotHeld")).isEqualTo("");
        assertThat(attribute(consumer, "RouteId")).isEqualTo("a");
        assertThat(attribute(session(), "EventsLost")).isEqualTo(3L);
        MockEndpoint in = mock("in");
        in.expectedMessageCount(3);
        release.countDown();
        in.assertIsSatisfied();
    }

    @Test
    void failsSoonWhenTheEventLoopIsStuck() throws Exception {
        routes(r -> r.from("wamp:topic:com.app.a").routeId("a").to("mock:in"));
        awaitSubscribed("com.app.a");
        ObjectName bean = session();
        CountDownLatch busy = router.busy();
        List<Throwable> failures = new ArrayList<>();

        await().until(() -> {
            try {
                attribute(bean, "Phase");
                return false;
            } catch (RuntimeMBeanException | javax.management.MBeanException e) {
                failures.add(e);
                return true;
            }
        });
        busy.countDown();

        assertThat(failures.get(0)).hasStackTraceContaining("does not answer");
        assertThat(attribute(bean, "Events")).isEqualTo(0L);
    }
}
