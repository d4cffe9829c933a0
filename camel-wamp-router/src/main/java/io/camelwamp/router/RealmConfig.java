package io.camelwamp.router;

import io.camelwamp.protocol.Uris;
import io.camelwamp.router.auth.AnonymousMethod;
import io.camelwamp.router.auth.AuthenticationMethod;
import io.camelwamp.router.permission.Authorizer;
import io.camelwamp.transport.ChannelSecurity;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Settings of a realm; immutable.
 *
 * @param authentication the methods that clients may use, at least one
 * @param disclosure whether receivers learn who published or called
 * @param uriRules the grammar that topics and procedures must follow
 * @param maxUriLength the longest topic or procedure, in characters; bounds what a pattern costs
 * @param authorizer decides which session may do what
 * @param metaAccess how much of the meta API there is for those whom the authorizer lets
 * @param retention how many retained events are kept
 * @param history the topics whose latest events are kept
 */
public record RealmConfig(
        List<AuthenticationMethod> authentication,
        Disclosure disclosure,
        Uris.Rules uriRules,
        int maxUriLength,
        Authorizer authorizer,
        MetaAccess metaAccess,
        RetentionConfig retention,
        List<HistoryRule> history) {

    /**
     * Anonymous clients that may do everything but take something from each other, disclosure on
     * request, loose URIs of up to 1,000 characters, retained events, no history.
     */
    public static final RealmConfig DEFAULT = new RealmConfig(
            List.of(new AnonymousMethod()),
            Disclosure.ON_REQUEST,
            Uris.Rules.LOOSE,
            1000,
            Authorizer.ALLOW_ALL,
            MetaAccess.READ,
            RetentionConfig.DEFAULT,
            List.of());

    /** Checks and copies. */
    public RealmConfig {
        authentication = List.copyOf(authentication);
        Objects.requireNonNull(disclosure, "disclosure");
        Objects.requireNonNull(uriRules, "uriRules");
        Objects.requireNonNull(authorizer, "authorizer");
        Objects.requireNonNull(metaAccess, "metaAccess");
        Objects.requireNonNull(retention, "retention");
        history = List.copyOf(history);
        if (authentication.isEmpty()) {
            throw new IllegalArgumentException("A realm needs at least one authentication method, such as anonymous");
        }
        if (maxUriLength < 1) {
            throw new IllegalArgumentException("maxUriLength must be positive, but is " + maxUriLength);
        }
        Set<String> patterns = new HashSet<>();
        for (HistoryRule rule : history) {
            if (!patterns.add(rule.match() + " " + rule.uri())) {
                throw new IllegalArgumentException(
                        "There are two history rules for " + rule.match().wireName() + " '" + rule.uri() + "'");
            }
        }
    }

    /** A copy with other authentication methods. */
    public RealmConfig withAuthentication(AuthenticationMethod... methods) {
        return new RealmConfig(
                List.of(methods), disclosure, uriRules, maxUriLength, authorizer, metaAccess, retention, history);
    }

    /** A copy with another policy of disclosure. */
    public RealmConfig withDisclosure(Disclosure other) {
        return new RealmConfig(
                authentication, other, uriRules, maxUriLength, authorizer, metaAccess, retention, history);
    }

    /** A copy with another grammar. */
    public RealmConfig withUriRules(Uris.Rules other) {
        return new RealmConfig(
                authentication, disclosure, other, maxUriLength, authorizer, metaAccess, retention, history);
    }

    /** A copy with another authorizer. */
    public RealmConfig withAuthorizer(Authorizer other) {
        return new RealmConfig(
                authentication, disclosure, uriRules, maxUriLength, other, metaAccess, retention, history);
    }

    /** A copy that offers more or less of the meta API. */
    public RealmConfig withMetaAccess(MetaAccess other) {
        return new RealmConfig(
                authentication, disclosure, uriRules, maxUriLength, authorizer, other, retention, history);
    }

    /** A copy that keeps more or fewer retained events. */
    public RealmConfig withRetention(RetentionConfig other) {
        return new RealmConfig(
                authentication, disclosure, uriRules, maxUriLength, authorizer, metaAccess, other, history);
    }

    /** A copy that keeps the history of other topics. */
    public RealmConfig withHistory(HistoryRule... rules) {
        return new RealmConfig(
                authentication, disclosure, uriRules, maxUriLength, authorizer, metaAccess, retention, List.of(rules));
    }

    /** Whether the authorizer has to be asked. */
    boolean asksAuthorizer() {
        return authorizer != Authorizer.ALLOW_ALL;
    }

    /** The method with a name, or null if the realm does not have it for such connections. */
    AuthenticationMethod method(String name, ChannelSecurity channel) {
        for (AuthenticationMethod method : authentication) {
            if (method.name().equals(name) && method.serves(channel)) {
                return method;
            }
        }
        return null;
    }
}
