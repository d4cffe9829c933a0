package io.camelwamp.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteTemplateParameterDefinition;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@SuppressWarnings("try")
class BridgeSettingsTest {
    @TempDir
    private Path folder;

    private Path file(String name, String text) throws Exception {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void nothingGivenMeansTheDefaults() {
        BridgeSettings settings = BridgeSettings.of(Map.of());
        assertThat(settings.address()).isEqualTo("127.0.0.1");
        assertThat(settings.port()).isEqualTo(8080);
        assertThat(settings.realms()).containsExactly("realm1");
        assertThat(settings.services())
                .extracting(ServiceSettings::toString)
                .containsExactly("publisher publish at /publish", "publisher push at /push", "caller call at /call");
        assertThat(settings.hasPage()).isTrue();
        assertThat(settings.hasDemo()).isTrue();
    }

    @Test
    void propertiesAndYamlSayTheSame() throws Exception {
        Path properties = file("my.properties", """
                        bridge.port = 9000
                        bridge.realms=a,b
                        bridge.publisher.requireIp=10.0.0.0/8,::1
                        bridge.publisher.secret=gehäm
                        bridge.publisher.key=k
                        bridge.debug=true
                        camel.main.name=x
                        """);
        Path yaml = file("my.yaml", """
                        bridge:
                          port: 9000
                          realms: [a, b]
                          debug: true
                          publisher:
                            requireIp:
                              - 10.0.0.0/8
                              - ::1
                            key: k
                            secret: gehäm
                        camel.main.name: x
                        """);
        for (Path path : List.of(properties, yaml)) {
            BridgeSettings settings = BridgeSettings.load(path.toString());
            assertThat(settings.port()).isEqualTo(9000);
            assertThat(settings.realms()).containsExactly("a", "b", "realm1");
            assertThat(settings.forCamel()).isEqualTo(Map.of("camel.main.name", "x"));
            assertThat(settings.services().get(0).options())
                    .containsEntry("requireIp", "10.0.0.0/8,::1")
                    .containsEntry("secret", "gehäm")
                    .containsEntry("debug", "true");
            assertThat(settings.services().get(2).options())
                    .containsEntry("debug", "true")
                    .doesNotContainKeys("requireIp", "secret");
            assertThat(settings.toString() + settings.services()).doesNotContain("gehäm");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "bridge.prot, bridge.port",
        "bridge.adress, bridge.address",
        "bridge.publisher.requireip, bridge.publisher.requireIp",
        "bridge.publisher.callTimeout, bridge.caller.callTimeout",
        "bridge.caller.calTimeout, bridge.caller.callTimeout",
        "bridge.services.shop.typ, bridge.services.shop.type",
        "bridge.services.shop.secrets, bridge.services.shop.secret",
        "bridge.callees.shop.baseurl, bridge.callees.shop.baseUrl",
        "bridge.callees.shop.proceduer, bridge.callees.shop.procedure",
        "bridge.outbound.maxconnections, bridge.outbound.maxConnections",
        "bridge.tls.keystore, bridge.tls.keyStore",
        "bridge., bridge.key",
        "brigde.port, bridge.port",
        "Bridge.port, bridge.port"
    })
    void anUnknownKeyIsAnErrorThatNamesTheNearest(String key, String nearest) {
        assertThatThrownBy(() -> BridgeSettings.of(Map.of(key, "1")))
                .hasMessage("there is no setting '" + key + "'; did you mean '" + nearest + "'?");
    }

    @Test
    void keysOfOthersArePassedOn() {
        Map<String, String> given = Map.of("camel.component.wamp.io-threads", "2", "my.own", "x");
        assertThat(BridgeSettings.of(given).forCamel()).isEqualTo(given);
    }

    @ParameterizedTest
    @CsvSource({
        "bridge.port, 65536, bridge.port is '65536': it must be a number from 0 to 65535",
        "bridge.port, http, bridge.port is 'http': it must be a number from 0 to 65535",
        "bridge.page, yes, bridge.page is 'yes': it must be true or false",
        "bridge.caller.paths, call, the path 'call' must begin with /",
        "bridge.services.a.type, pusher, bridge.services.a.type is 'pusher': it must be publisher",
        "bridge.services.a.type, caller, the path '' must begin with /",
    })
    void anImpossibleValueIsAnErrorThatSaysWhatIsPossible(String key, String value, String text) {
        assertThatThrownBy(() -> new Bridge(BridgeSettings.of(Map.of(key, value))).port())
                .hasMessageStartingWith(text);
    }

    @ParameterizedTest
    @CsvSource({
        "bridge.forwarders.news.topic, com.a, the forwarder news has no url",
        "bridge.callees.a.procedure, com.a, the callee a has no baseUrl",
        "bridge.webhook.paths, /hook, the webhook hook has no topic",
        "bridge.forwarder.retries, 5s, retries of the forwarder f is '5s': it must be a whole number",
        "bridge.forwarder.timeout, 5x, timeout of the forwarder f is '5x': it must be a whole number of milliseconds",
        "bridge.caller.debug, yes, debug of the caller call is 'yes': it must be true or false",
        "bridge.outbound.keepAlive, 1x, bridge.outbound.keepAlive is '1x': it must be a whole number of milliseconds",
        "bridge.idleTimeout, x, bridge.idleTimeout is 'x': it must be a whole number of milliseconds",
        "bridge.tls.keyStore, none.p12, bridge.tls.keyStore is 'none.p12': it must be a file",
    })
    void aMistakeIsFoundBeforeCamelStarts(String key, String value, String text) {
        Map<String, String> given = new HashMap<>(
                Map.of("bridge.forwarders.f.topic", "com.f", "bridge.forwarders.f.url", "http://localhost/"));
        given.put(key, value);
        assertThatThrownBy(() -> new Bridge(BridgeSettings.of(given)).port()).hasMessageStartingWith(text);
    }

    @ParameterizedTest
    @CsvSource({"5s, 5000", "1m30s, 90000", "250ms, 250", "1500, 1500", "2h, 7200000"})
    void timesMayBeDurations(String text, long milliseconds) {
        assertThat(SettingValues.milliseconds("timeout", text)).isEqualTo(milliseconds);
    }

    @Test
    void thePageNeedsTheEmbeddedRouter() {
        Map<String, String> given = Map.of("bridge.routerUrl", "ws://x", "bridge.page", "true");
        assertThat(BridgeSettings.of(Map.of("bridge.routerUrl", "ws://x")).hasPage())
                .isFalse();
        assertThatThrownBy(() -> BridgeSettings.of(given))
                .hasMessageContaining("bridge.page needs the embedded router");
    }

    @ParameterizedTest
    @CsvSource({
        "nothing.properties, , there is none",
        "list.yaml, '[1]', it must be a mapping",
        "nested.yaml, 'bridge: {realms: [{a: 1}]}', must be a value or a list",
        "broken.yaml, 'bridge: {', while parsing",
    })
    void aFileThatCannotBeReadIsNamed(String name, String text, String why) throws Exception {
        Path path = text == null ? folder.resolve(name) : file(name, text);
        assertThatThrownBy(() -> BridgeSettings.load(path.toString()))
                .hasMessageContaining(name)
                .hasMessageContaining(why);
    }

    @Test
    void everyParameterOfTheTemplatesIsASetting() throws Exception {
        Set<String> ofTheServer =
                Set.of("path", "scheme", "host", "port", "sslContextParameters", "handlers", "routerUrl");
        for (ServiceSettings.Kind kind : ServiceSettings.Kind.values()) {
            Set<String> expected = new TreeSet<>(SettingKeys.optionsOf(kind));
            expected.addAll(ofTheServer);
            assertThat(parametersOf(kind.word())).isEqualTo(expected);
        }
    }

    @Test
    void everyParameterOfTheOutgoingTemplatesIsASetting() throws Exception {
        for (OutboundService.Kind kind : OutboundService.Kind.values()) {
            Set<String> expected = new TreeSet<>(kind.optionNames());
            expected.addAll(Set.of("routerUrl", "client"));
            assertThat(parametersOf(kind.template().substring("wamp-".length())))
                    .isEqualTo(expected);
        }
    }

    private static Set<String> parametersOf(String kind) throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            String file = "classpath:camel/wamp-" + kind + ".yaml";
            PluginHelper.getRoutesLoader(context)
                    .loadRoutes(PluginHelper.getResourceLoader(context).resolveResource(file));
            Set<String> names = new TreeSet<>();
            ((ModelCamelContext) context)
                    .getRouteTemplateDefinition("wamp-" + kind).getTemplateParameters().stream()
                            .peek(parameter ->
                                    assertThat(parameter.getDescription()).isNotBlank())
                            .map(RouteTemplateParameterDefinition::getName)
                            .forEach(names::add);
            return names;
        }
    }
}
