package io.camelwamp.router;

import io.camelwamp.protocol.Uris;
import io.camelwamp.router.auth.AnonymousMethod;
import io.camelwamp.router.auth.AuthenticationMethod;
import java.util.List;
import java.util.Objects;

/**
 * Settings of a realm; immutable.
 *
 * @param authentication the methods that clients may use, at least one
 * @param disclosure whether receivers learn who published or called
 * @param uriRules the grammar that topics and procedures must follow
 * @param maxUriLength the longest topic or procedure, in characters; bounds what a pattern costs
 */
public record RealmConfig(
        List<AuthenticationMethod> authentication, Disclosure disclosure, Uris.Rules uriRules, int maxUriLength) {

    /** Anonymous clients, disclosure on request, loose URIs of up to 1,000 characters. */
    public static final RealmConfig DEFAULT =
            new RealmConfig(List.of(new AnonymousMethod()), Disclosure.ON_REQUEST, Uris.Rules.LOOSE, 1000);

    /** Checks and copies. */
    public RealmConfig {
        authentication = List.copyOf(authentication);
        Objects.requireNonNull(disclosure, "disclosure");
        Objects.requireNonNull(uriRules, "uriRules");
        if (authentication.isEmpty()) {
            throw new IllegalArgumentException("A realm needs at least one authentication method, such as anonymous");
        }
        if (maxUriLength < 1) {
            throw new IllegalArgumentException("maxUriLength must be positive, but is " + maxUriLength);
        }
    }

    /** A copy with other authentication methods. */
    public RealmConfig withAuthentication(AuthenticationMethod... methods) {
        return new RealmConfig(List.of(methods), disclosure, uriRules, maxUriLength);
    }

    /** A copy with another policy of disclosure. */
    public RealmConfig withDisclosure(Disclosure other) {
        return new RealmConfig(authentication, other, uriRules, maxUriLength);
    }

    /** A copy with another grammar. */
    public RealmConfig withUriRules(Uris.Rules other) {
        return new RealmConfig(authentication, disclosure, other, maxUriLength);
    }

    /** The method with a name, or null if the realm does not have it. */
    AuthenticationMethod method(String name) {
        for (AuthenticationMethod method : authentication) {
            if (method.name().equals(name)) {
                return method;
            }
        }
        return null;
    }
}
