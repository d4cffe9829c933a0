package io.camelwamp.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelwamp.bridge.admission.Admission;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings of who may join the embedded router: those that are refused, and those that leave a way around them. */
class RouterSettingsTest {
    @TempDir
    private Path folder;

    private Path users() throws IOException {
        return Files.writeString(folder.resolve("users.properties"), "joe.role = staff\njoe.ticket = 1");
    }

    private static Admission read(Map<String, String> options) {
        Map<String, String> given = new HashMap<>();
        options.forEach((option, value) -> given.put("bridge." + option, value));
        BridgeSettings settings = BridgeSettings.of(given);
        return new Admission(settings.admission(), settings.realms());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            router.authMethods      | tickets          | bridge.router.authMethods has 'tickets': there are anonymous, cryptosign
            router.authMethods      | cookie           | cookies are switched on by bridge.router.cookies=true
            router.authMethods      | ticket           | needs users: set bridge.router.usersFile
            router.cookies          | true             | bridge.router.cookies has no effect without users
            router.cookies          | yes              | bridge.router.cookies is 'yes': it must be true or false
            router.anonymousRole    | trusted          | must not be 'trusted', which is the role of the bridge itself
            router.metaAccess       | some             | bridge.router.metaAccess is 'some': it must be none, read, all
            router.usersFile        | /nonexistent/u   | the file of users /nonexistent/u cannot be used: there is none
            router.userFile         | u                | did you mean 'bridge.router.usersFile'?
            router.role.staff       | call *           | did you mean 'bridge.router.roles.staff'?
            router.roles.a          | call             | bridge.router.roles.a is malformed: the last rule has no pattern
            router.roles.a          | cal com.*        | 'cal' is no action: there are publish, subscribe, call, register
            router.roles.a          | call com.x y     | there are too many words in 'call com.x y'
            router.roles.a          | call com.*.x     | 'com.*.x' is no pattern of URIs
            """)
    void settingsThatCannotWorkAreRefused(String key, String value, String message) {
        assertThatThrownBy(() -> read(Map.of(key, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            router.authMethods   | anonymous          | bridge.router.usersFile has no effect
            router.anonymousRole | guest              | bridge.router.anonymousRole has no effect
            routerUrl            | ws://example.com/  | bridge.router.usersFile is for the embedded router
            """)
    void settingsThatContradictTheUsersAreRefused(String key, String value, String message) {
        assertThatThrownBy(() -> read(Map.of("router.usersFile", users().toString(), key, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aServiceWithARoleThatCouldDoNothingIsRefused() {
        assertThatThrownBy(() -> read(Map.of("router.roles.backend", "call *", "publisher.role", "backnd")))
                .hasMessage("the publisher publish at /publish has the role 'backnd', for which bridge.router.roles has"
                        + " no rules; there are backend");
        assertThatThrownBy(() -> read(Map.of("router.roles.backend", "call *", "router.anonymousRole", "guest")))
                .hasMessage("bridge.router.anonymousRole is 'guest', for which bridge.router.roles has no rules;"
                        + " there are backend");
    }

    @ParameterizedTest
    @CsvSource({
        "router.roles.anonymous, call *, false, true",
        "router.usersFile, users, false, true",
        "realm, realm1, true, false",
    })
    void whoeverOpensTheBridgeToTheNetworkIsToldWhatIsOpen(String key, String value, boolean router, boolean services) {
        BridgeSettings settings = BridgeSettings.of(Map.of("bridge.address", "0.0.0.0", "bridge." + key, value));
        assertThat(settings.isRouterOpenToAnybody()).isEqualTo(router);
        assertThat(settings.servicesAroundAdmission().isEmpty()).isNotEqualTo(services);
    }

    @Test
    void aRoleWithoutRulesForItDoesNotMakeAServiceSafe() {
        BridgeSettings settings = BridgeSettings.of(Map.of(
                "bridge.address", "0.0.0.0",
                "bridge.router.usersFile", "users",
                "bridge.caller.role", "web",
                "bridge.publisher.requireIp", "10.0.0.0/8"));
        assertThat(settings.servicesAroundAdmission())
                .extracting(ServiceSettings::name)
                .containsExactly("call");
    }

    @ParameterizedTest
    @CsvSource({
        "role, trusted, web, true",
        "authMethods, anonymous, web, true",
        "authMethods, 'ticket, anonymous', web, true",
        "authMethods, ticket, web, false",
        "role, web, web, false",
        "role, trusted, trusted, false",
        "authMethods, anonymous, trusted, false",
    })
    void aServiceWithTheTrustedRoleIsAWayAroundRolesUnlessThatHasRules(
            String option, String value, String ruled, boolean around) {
        BridgeSettings settings = BridgeSettings.of(Map.of(
                "bridge.address",
                "0.0.0.0",
                "bridge.router.roles." + ruled,
                "call com.example.add2",
                "bridge.publisher.paths",
                "",
                "bridge.page",
                "false",
                "bridge.caller." + option,
                value));
        assertThat(settings.servicesAroundAdmission().isEmpty()).isNotEqualTo(around);
    }

    @Test
    void servicesThatAreProtectedOrHaveARoleAreNoWayAroundRoles() {
        BridgeSettings settings = BridgeSettings.of(Map.of(
                "bridge.address", "0.0.0.0",
                "bridge.router.roles.web", "call *",
                "bridge.caller.role", "web",
                "bridge.publisher.key", "k",
                "bridge.publisher.secret", "s"));
        assertThat(settings.servicesAroundAdmission()).isEmpty();
    }
}
