package io.camelwamp.bridge.admission;

import io.camelwamp.auth.Cryptosign;
import io.camelwamp.auth.Scram;
import io.camelwamp.auth.TicketAuthenticator;
import io.camelwamp.auth.WampCraAuthenticator;
import io.camelwamp.router.MetaAccess;
import io.camelwamp.router.auth.AnonymousMethod;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Who may join the embedded router, and what they may do; immutable.
 *
 * @param usersFile the file with the users, or null for none
 * @param methods the methods that are offered; empty for the default: anonymous without users, and with users those that
 *     somebody has credentials for
 * @param anonymousRole the role of anonymous clients
 * @param roles what roles may do
 * @param cookies whether clients that have logged in are known again by their cookie
 * @param metaAccess how much of the meta API there is
 */
public record AdmissionSettings(
        Path usersFile,
        List<String> methods,
        String anonymousRole,
        RoleRules roles,
        boolean cookies,
        MetaAccess metaAccess) {

    /** The methods that need users, in the order of preference. */
    static final List<String> USER_METHODS = List.of(
            Cryptosign.NAME,
            Scram.Dialect.SPECIFICATION.method(),
            Scram.Dialect.CROSSBAR.method(),
            WampCraAuthenticator.NAME,
            TicketAuthenticator.NAME);

    /**
     * Copies the list and checks.
     *
     * @throws IllegalArgumentException if the settings contradict each other; the text names them
     */
    public AdmissionSettings {
        methods = List.copyOf(methods);
        Objects.requireNonNull(anonymousRole, "anonymousRole");
        Objects.requireNonNull(roles, "roles");
        Objects.requireNonNull(metaAccess, "metaAccess");
        checkMethods(methods, usersFile);
        if (cookies && usersFile == null) {
            throw new IllegalArgumentException(
                    "bridge.router.cookies has no effect without users who log in: set bridge.router.usersFile");
        }
        checkAnonymousRole(anonymousRole, roles, admitsAnonymous(usersFile, methods));
    }

    private static void checkMethods(List<String> methods, Path usersFile) {
        for (String method : methods) {
            boolean ofUsers = USER_METHODS.contains(method);
            if (!ofUsers && !method.equals(AnonymousMethod.NAME)) {
                throw new IllegalArgumentException("bridge.router.authMethods has '" + method + "': there are "
                        + AnonymousMethod.NAME + ", " + String.join(", ", USER_METHODS)
                        + (method.equals("cookie") ? "; cookies are switched on by bridge.router.cookies=true" : ""));
            }
            if (ofUsers && usersFile == null) {
                throw new IllegalArgumentException(
                        "bridge.router.authMethods has " + method + ", which needs users: set bridge.router.usersFile");
            }
        }
        boolean anybodyProves = methods.isEmpty() || methods.stream().anyMatch(USER_METHODS::contains);
        if (usersFile != null && !anybodyProves) {
            throw new IllegalArgumentException("bridge.router.usersFile has no effect, as bridge.router.authMethods"
                    + " has no method of users: leave one of them out, or add some of "
                    + String.join(", ", USER_METHODS));
        }
    }

    private static void checkAnonymousRole(String anonymousRole, RoleRules roles, boolean admitted) {
        if (anonymousRole.equals(Admission.TRUSTED)) {
            throw new IllegalArgumentException("bridge.router.anonymousRole must not be '" + Admission.TRUSTED
                    + "', which is the role of the bridge itself");
        }
        if (admitted && !roles.know(anonymousRole) && !anonymousRole.equals(AnonymousMethod.NAME)) {
            throw new IllegalArgumentException("bridge.router.anonymousRole is '" + anonymousRole
                    + "', for which bridge.router.roles has no rules; there are " + String.join(", ", roles.roles()));
        }
    }

    private static boolean admitsAnonymous(Path usersFile, List<String> methods) {
        return methods.isEmpty() ? usersFile == null : methods.contains(AnonymousMethod.NAME);
    }

    /** Whether clients of the network may join without proving who they are. */
    public boolean admitsAnonymous() {
        return admitsAnonymous(usersFile, methods);
    }

    /** The names of the methods that could be offered at any time. */
    Set<String> possibleMethods() {
        if (!methods.isEmpty()) {
            return Set.copyOf(methods);
        }
        return usersFile == null ? Set.of(AnonymousMethod.NAME) : Set.copyOf(USER_METHODS);
    }
}
