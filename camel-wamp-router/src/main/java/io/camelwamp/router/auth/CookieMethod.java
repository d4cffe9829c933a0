package io.camelwamp.router.auth;

import io.camelwamp.auth.Macs;
import io.camelwamp.transport.ClientTracking;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Knows clients again who logged in by another method, by the cookie of their browser or session. A
 * client that is not known goes on to the next method that it offers.
 *
 * <p>One instance belongs to one router at a time: its realms have it among their methods, and its WebSocket
 * fronts as their {@link ClientTracking}. A cookie stands for one identity in one realm. A value
 * that stands for nobody is never taken over, and only a value made for the very connection is bound, so that nobody can foist
 * a value on a client that is about to log in. Logins as {@code anonymous} are not remembered.
 */
public final class CookieMethod implements AuthenticationMethod, ClientTracking {
    /** The name on the wire. */
    public static final String NAME = "cookie";

    private static final int COOKIE_OCTETS = 24;

    private final CookieRules rules;
    private final Clock clock;
    private final Proofs proofs = new Proofs();

    /** By the hash of the cookie: changed on the router's event loop, and read by fronts as well. */
    private final Map<String, Login> logins = new ConcurrentHashMap<>();

    /** The keys of the logins in the order of their ends; may have some that are gone. Loop only. */
    private final Deque<Expiry> expiries = new ArrayDeque<>();

    /** How often somebody was forgotten. */
    private final AtomicLong generation = new AtomicLong();

    private record Login(String realm, Identity identity, Instant end) {}

    private record Expiry(String key, Login login) {}

    /** Knows clients for a day. */
    public CookieMethod() {
        this(CookieRules.DEFAULT);
    }

    /** Knows clients by other rules. */
    public CookieMethod(CookieRules rules) {
        this(rules, Clock.systemUTC());
    }

    /**
     * With a clock of choice.
     *
     * @param clock tells when logins end
     */
    public CookieMethod(CookieRules rules, Clock clock) {
        this.rules = Objects.requireNonNull(rules, "rules");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Tracked track(Opening opening) {
        if (!rules.permit(opening.origin(), opening.host(), opening.tls())) {
            return Tracked.NOBODY;
        }
        String presented = value(opening.cookies());
        if (presented != null && login(key(presented)) != null) {
            return new Tracked(presented, null);
        }
        String fresh = Base64.getUrlEncoder().withoutPadding().encodeToString(proofs.octets(COOKIE_OCTETS));
        // A page with https has come through TLS, even if a proxy took it off.
        boolean secure = opening.tls()
                || opening.origin() != null
                        && opening.origin().toLowerCase(Locale.ROOT).startsWith("https:");
        String setCookie = rules.name() + "=" + fresh + "; Path=/; Max-Age="
                + rules.validity().toSeconds() + "; HttpOnly; SameSite=Lax" + (secure ? "; Secure" : "");
        return new Tracked(fresh, setCookie);
    }

    @Override
    public CompletionStage<Verdict> authenticate(Applicant applicant) {
        String cookie = applicant.channel().client().cookie();
        Login login = cookie == null ? null : login(key(cookie));
        boolean known = login != null
                && login.realm().equals(applicant.realm())
                && (applicant.authid() == null
                        || applicant.authid().equals(login.identity().authid()));
        if (!known) {
            return Proofs.now(new Verdict.Unknown());
        }
        Identity identity = login.identity();
        return Proofs.now(new Verdict.Admitted(
                new Identity(identity.authid(), identity.authrole(), NAME, identity.authprovider(), Map.of())));
    }

    /**
     * Remembers a login, unless its cookie stood for somebody else before: that one is forgotten, and the next connection
     * gets a fresh cookie. A login during which somebody is forgotten is not remembered: it may rest on what a user was before.
     */
    @Override
    public Consumer<Identity> loginBegins(Applicant applicant) {
        long before = generation.get();
        return identity -> admitted(applicant, identity, before);
    }

    private void admitted(Applicant applicant, Identity identity, long generationBefore) {
        Tracked client = applicant.channel().client();
        String method = identity.authmethod();
        if (client.cookie() == null || method.equals(NAME) || method.equals(AnonymousMethod.NAME)) {
            return;
        }
        String key = key(client.cookie());
        Login before = login(key);
        if (before == null && client.isFresh()) {
            Login login = new Login(applicant.realm(), identity, clock.instant().plus(rules.validity()));
            remember(key, login);
            // Only now: whoever forgets from here on finds the login.
            if (generation.get() != generationBefore) {
                logins.remove(key, login);
            }
        } else if (before != null && !isSame(before, applicant.realm(), identity)) {
            logins.remove(key);
        }
    }

    private static boolean isSame(Login login, String realm, Identity identity) {
        return login.realm().equals(realm)
                && login.identity().authid().equals(identity.authid())
                && login.identity().authrole().equals(identity.authrole());
    }

    private void remember(String key, Login login) {
        Instant now = clock.instant();
        while (!expiries.isEmpty()
                && (expiries.size() >= rules.capacity()
                        || !expiries.peek().login().end().isAfter(now))) {
            Expiry oldest = expiries.remove();
            logins.remove(oldest.key(), oldest.login());
        }
        logins.put(key, login);
        expiries.add(new Expiry(key, login));
    }

    /**
     * Forgets the logins of a user, who has to prove the identity again with the next connection;
     * sessions that are open stay. To be called once the user's data have changed, from any thread.
     */
    public void forget(String realm, String authid) {
        generation.incrementAndGet();
        logins.values()
                .removeIf(login ->
                        login.realm().equals(realm) && login.identity().authid().equals(authid));
    }

    /** The login that a key stands for, or null. */
    private Login login(String key) {
        Login login = logins.get(key);
        return login != null && login.end().isAfter(clock.instant()) ? login : null;
    }

    private static String key(String cookie) {
        return HexFormat.of().formatHex(Macs.sha256(cookie.getBytes(StandardCharsets.UTF_8)));
    }

    /** The value of our cookie, or null. */
    private String value(String cookies) {
        String prefix = rules.name() + "=";
        for (String cookie : cookies.split(";")) {
            if (cookie.strip().startsWith(prefix)) {
                return cookie.strip().substring(prefix.length());
            }
        }
        return null;
    }
}
