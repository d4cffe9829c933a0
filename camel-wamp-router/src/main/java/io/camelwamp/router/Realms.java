package io.camelwamp.router;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * The realms of a router: those that the configuration names, and those that come and go with their
 * sessions.
 */
final class Realms {
    private final RouterConfig config;
    private final RouterContext context;
    private final Map<String, Realm> realms = new HashMap<>();

    Realms(RouterConfig config, RouterContext context) {
        this.config = config;
        this.context = context;
        config.realms().forEach((name, realm) -> realms.put(name, create(name, realm)));
    }

    /**
     * The settings under which a realm can be joined, whether it exists yet or not; null if it
     * cannot.
     */
    RealmConfig configOf(String name) {
        Realm realm = realms.get(name);
        if (realm != null) {
            return realm.config();
        }
        boolean room = realms.size() - config.realms().size() < config.maxOtherRealms();
        return room ? config.otherRealms() : null;
    }

    /** The realm to join, made if it does not exist; null if it cannot be joined. */
    Realm open(String name) {
        RealmConfig its = configOf(name);
        return its == null ? null : realms.computeIfAbsent(name, key -> create(key, its));
    }

    /**
     * To be called when a session has left: a realm that nobody configured goes with its last one.
     */
    void left(Realm realm) {
        if (!realm.hasSessions() && !config.realms().containsKey(realm.name())) {
            realms.remove(realm.name());
            realm.close();
        }
    }

    Collection<Realm> all() {
        return realms.values();
    }

    private Realm create(String name, RealmConfig its) {
        return new Realm(name, its, context);
    }
}
