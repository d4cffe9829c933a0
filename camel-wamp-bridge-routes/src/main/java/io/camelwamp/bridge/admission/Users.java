package io.camelwamp.bridge.admission;

import io.camelwamp.router.auth.InMemoryUsers;
import io.camelwamp.router.auth.User;
import io.camelwamp.router.auth.UserDatabase;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** All users at a time. Immutable. */
final class Users {
    /** No users. */
    static final Users NOBODY = of(Map.of());

    /**
     * A user and what there is to say besides.
     *
     * @param version is another one as soon as anything of the user is
     * @param methods by which the identity can be proven
     */
    record Known(String version, User user, Set<String> methods) {
        Known {
            methods = Set.copyOf(methods);
        }

        /** Without anything of the credentials. */
        @Override
        public String toString() {
            return user.authid() + " (" + user.authrole() + ")";
        }
    }

    private final Map<String, Known> known;
    private final InMemoryUsers database;
    private final Set<String> methods = new TreeSet<>();

    private Users(Map<String, Known> known) {
        this.known = known;
        database = new InMemoryUsers(known.values().stream().map(Known::user).toArray(User[]::new));
        known.values().forEach(user -> methods.addAll(user.methods()));
    }

    /** Users by their names. */
    static Users of(Map<String, Known> known) {
        return new Users(new TreeMap<>(known));
    }

    /** The user with a name; null if there is none. */
    Known known(String name) {
        return known.get(name);
    }

    /** Where methods look them up. */
    UserDatabase database() {
        return database;
    }

    /** Whether anybody can prove an identity by a method. */
    boolean haveCredentialsFor(String method) {
        return methods.contains(method);
    }

    /** The names of those who are not there any more, or not the same, in other users. */
    Set<String> changedIn(Users others) {
        Set<String> changed = new TreeSet<>(known.keySet());
        changed.removeIf(name -> others.known(name) == known.get(name));
        return changed;
    }

    /** The names of users by their roles. */
    Map<String, Set<String>> byRole() {
        Map<String, Set<String>> roles = new TreeMap<>();
        known.forEach((name, user) -> roles.computeIfAbsent(user.user().authrole(), absent -> new TreeSet<>())
                .add(name));
        return roles;
    }

    /** How many there are. */
    @Override
    public String toString() {
        return known.size() == 1 ? "1 user" : known.size() + " users";
    }
}
