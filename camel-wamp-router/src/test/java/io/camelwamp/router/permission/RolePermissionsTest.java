package io.camelwamp.router.permission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelwamp.protocol.MatchPolicy;
import io.camelwamp.router.auth.Identity;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RolePermissionsTest {
    private final RolePermissions permissions = RolePermissions.builder()
            .allow("backend", MatchPolicy.PREFIX, "", Action.values())
            .allow("frontend", MatchPolicy.PREFIX, "com.app.", Action.SUBSCRIBE, Action.CALL)
            .allow("frontend", MatchPolicy.PREFIX, "com.app.admin.")
            .allow("frontend", MatchPolicy.EXACT, "com.app.admin.login", Action.CALL)
            .allow("frontend", MatchPolicy.WILDCARD, "org..chat", Action.PUBLISH, Action.SUBSCRIBE)
            .build();

    private static AccessRequest request(String role, Action action, MatchPolicy match, String uri) {
        Identity identity = new Identity("joe", role, "ticket", "static", Map.of());
        return new AccessRequest("realm1", 1, identity, action, uri, match);
    }

    private boolean allows(String role, Action action, MatchPolicy match, String uri) {
        Permission permission = permissions
                .authorize(request(role, action, match, uri))
                .toCompletableFuture()
                .join();
        return permission.allowed();
    }

    @ParameterizedTest
    @CsvSource({
        "backend,  REGISTER,  anything.at.all,     true",
        "frontend, CALL,      com.app.sum,         true",
        "frontend, SUBSCRIBE, com.app.sum,         true",
        "frontend, PUBLISH,   com.app.sum,         false",
        "frontend, REGISTER,  com.app.sum,         false",
        "frontend, CALL,      com.application,     false",
        "frontend, CALL,      com.app.admin.stop,  false",
        "frontend, CALL,      com.app.admin.login, true",
        "frontend, SUBSCRIBE, com.app.admin.login, false",
        "frontend, PUBLISH,   org.one.chat,        true",
        "frontend, PUBLISH,   org.one.two.chat,    false",
        "frontend, CALL,      wamp.session.kill,   false",
        "guest,    CALL,      com.app.sum,         false",
    })
    void letsTheMostSpecificRuleDecide(String role, Action action, String uri, boolean allowed) {
        assertThat(allows(role, action, MatchPolicy.EXACT, uri)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "backend,  PREFIX,   '',              true",
        "backend,  WILDCARD, ..,              true",
        "frontend, PREFIX,   com.app.news,    true",
        "frontend, PREFIX,   com.,            false",
        // Some of it is taken away by a narrower rule.
        "frontend, PREFIX,   com.app.,        false",
        "frontend, PREFIX,   com.app.admin.x, false",
        "frontend, WILDCARD, com.app..x,      false",
        "frontend, WILDCARD, com.app.news.,   true",
        "frontend, WILDCARD, com..news,       false",
        "frontend, WILDCARD, org..chat,       true",
        "frontend, WILDCARD, org.one.chat,    true",
        "frontend, WILDCARD, ..chat,          false",
        "frontend, WILDCARD, org..chat.,      false",
        "frontend, PREFIX,   org.,            false",
    })
    void grantsAPatternOnlyIfAllOfItIsAllowed(String role, MatchPolicy match, String uri, boolean allowed) {
        assertThat(allows(role, Action.SUBSCRIBE, match, uri)).isEqualTo(allowed);
    }

    @Test
    void aRuleThatNeverDecidesWithinAPatternTakesNothingAway() {
        RolePermissions rules = RolePermissions.builder()
                .allow("staff", MatchPolicy.PREFIX, "com.app.", Action.SUBSCRIBE)
                .allow("staff", MatchPolicy.WILDCARD, "com..private", Action.CALL)
                .build();

        assertThat(rules.authorize(request("staff", Action.SUBSCRIBE, MatchPolicy.EXACT, "com.app.private")))
                .isCompletedWithValue(Permission.GRANTED);
        assertThat(rules.authorize(request("staff", Action.SUBSCRIBE, MatchPolicy.PREFIX, "com.app.")))
                .isCompletedWithValue(Permission.GRANTED);
    }

    @Test
    void givesDisclosureAndTrustLevelWithTheRule() {
        Permission trusted = Permission.GRANTED.withDisclosure(true).withTrustLevel(3);
        RolePermissions graded = RolePermissions.builder()
                .rule(new RolePermissions.Rule(
                        "backend", MatchPolicy.EXACT, "com.app.sum", Set.of(Action.CALL), trusted))
                .build();

        assertThat(graded.authorize(request("backend", Action.CALL, MatchPolicy.EXACT, "com.app.sum")))
                .isCompletedWithValue(trusted);
    }

    @Test
    void rejectsRulesThatMakeNoSense() {
        RolePermissions.Builder twice = RolePermissions.builder()
                .allow("a", MatchPolicy.PREFIX, "com.", Action.CALL)
                .allow("a", MatchPolicy.PREFIX, "com.", Action.PUBLISH);
        assertThatThrownBy(twice::build).hasMessageContaining("two rules").hasMessageContaining("com.");
        assertThatThrownBy(() -> new RolePermissions.Rule("a", MatchPolicy.EXACT, "b", Set.of(), Permission.DENIED))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Permission.GRANTED.withTrustLevel(-2)).hasMessageContaining("-2");
    }
}
