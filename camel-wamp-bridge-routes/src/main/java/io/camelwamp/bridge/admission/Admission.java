package io.camelwamp.bridge.admission;

import io.camelwamp.auth.Cryptosign;
import io.camelwamp.auth.Scram;
import io.camelwamp.auth.TicketAuthenticator;
import io.camelwamp.bridge.access.WatchedFile;
import io.camelwamp.router.RealmConfig;
import io.camelwamp.router.auth.AnonymousMethod;
import io.camelwamp.router.auth.AuthenticationMethod;
import io.camelwamp.router.auth.CookieMethod;
import io.camelwamp.router.auth.Credential;
import io.camelwamp.router.auth.CryptosignMethod;
import io.camelwamp.router.auth.InProcessMethod;
import io.camelwamp.router.auth.ScramMethod;
import io.camelwamp.router.auth.TicketMethod;
import io.camelwamp.router.auth.UserDatabase;
import io.camelwamp.router.auth.WampCraMethod;
import io.camelwamp.transport.ClientTracking;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets clients join the embedded router, by its settings and the users that its file names at the moment.
 *
 * <p>May be asked from any thread; {@link #refresh} is for one thread at a time, which must not be an event loop.
 */
public final class Admission {
    /** The role of sessions of the bridge itself that ask for no other; without rules of its own it may do everything. */
    public static final String TRUSTED = "trusted";

    private static final Logger LOG = LoggerFactory.getLogger(Admission.class);

    private final AdmissionSettings settings;
    private final Set<String> realms;

    /** Null without users. */
    private final WatchedFile<Users> file;

    /** Null unless cookies are wanted. */
    private final CookieMethod cookies;

    /**
     * Reads the file of users, if there is one.
     *
     * @param realms the realms of the router, all with the same users and roles
     * @throws IllegalArgumentException if the file cannot be read or is malformed
     */
    public Admission(AdmissionSettings settings, Set<String> realms) {
        this.settings = settings;
        this.realms = Set.copyOf(realms);
        UserReader reader = new UserReader();
        file = settings.usersFile() == null
                ? null
                : WatchedFile.open("file of users", settings.usersFile(), reader::read);
        cookies = settings.cookies() ? new CookieMethod() : null;
        if (file != null) {
            reportRolesWithoutRules();
        }
    }

    /** The realms that let these clients in. */
    public Set<String> realms() {
        return realms;
    }

    /** The settings of all realms. */
    public RealmConfig realm() {
        return RealmConfig.DEFAULT
                .withAuthentication(methods().toArray(AuthenticationMethod[]::new))
                .withAuthorizer(settings.roles().authorizer())
                .withMetaAccess(settings.metaAccess());
    }

    /** Knows browsers again, for the WebSocket. */
    public ClientTracking tracking() {
        return cookies == null ? ClientTracking.NONE : cookies;
    }

    private List<AuthenticationMethod> methods() {
        List<AuthenticationMethod> methods = new ArrayList<>();
        methods.add(new InProcessMethod(TRUSTED));
        if (cookies != null) {
            methods.add(cookies);
        }
        if (settings.admitsAnonymous()) {
            methods.add(new AnonymousMethod(settings.anonymousRole()));
        }
        Set<String> wanted = settings.possibleMethods();
        AdmissionSettings.USER_METHODS.stream()
                .filter(wanted::contains)
                .map(this::ofUsers)
                .forEach(methods::add);
        return methods;
    }

    private AuthenticationMethod ofUsers(String name) {
        AuthenticationMethod method = method(name, new CurrentUsers(file::value));
        boolean always = !settings.methods().isEmpty();
        return always ? method : new MethodInUse(method, () -> file.value().haveCredentialsFor(name));
    }

    private static AuthenticationMethod method(String name, UserDatabase users) {
        return switch (name) {
            case TicketAuthenticator.NAME -> new TicketMethod(users);
            case Cryptosign.NAME -> new CryptosignMethod(users);
            case "wamp-scram" -> scram(Scram.Dialect.SPECIFICATION, users);
            case "scram" -> scram(Scram.Dialect.CROSSBAR, users);
            default -> new WampCraMethod(users, Credential.Salting.of(""));
        };
    }

    private static AuthenticationMethod scram(Scram.Dialect dialect, UserDatabase users) {
        return new ScramMethod(dialect, users, new Scram.Kdf(Scram.PBKDF2, "", CredentialReader.SCRAM_ITERATIONS, 0));
    }

    /** Whether there is something that {@link #refresh} might find changed. */
    public boolean isWatching() {
        return file != null;
    }

    /**
     * Reads the users again if their file has changed; if it cannot be used, they stay as they were. Who is not the same any
     * more is not known by a cookie either; sessions that are open stay.
     */
    public void refresh() {
        if (file == null) {
            return;
        }
        Users before = file.value();
        if (file.refresh()) {
            Set<String> changed = before.changedIn(file.value());
            if (cookies != null) {
                realms.forEach(realm -> changed.forEach(name -> cookies.forget(realm, name)));
            }
            reportRolesWithoutRules();
        }
    }

    /** Who may join at the moment and do what, for people. */
    @Override
    public String toString() {
        List<String> names = new ArrayList<>();
        if (settings.admitsAnonymous()) {
            names.add(
                    settings.anonymousRole().equals(AnonymousMethod.NAME)
                            ? "anonymous"
                            : "anonymous as " + settings.anonymousRole());
        }
        if (file != null) {
            names.add(file.value().toString());
        }
        return String.join(", ", names) + "; " + settings.roles();
    }

    private void reportRolesWithoutRules() {
        file.value().byRole().forEach((role, names) -> {
            if (!settings.roles().know(role)) {
                LOG.warn(
                        "The role '{}' has no rules in bridge.router.roles, so {} may do nothing",
                        role,
                        String.join(", ", names));
            }
        });
    }
}
