package io.camelwamp.bridge;

import io.camelwamp.bridge.OutboundService.Kind;
import io.camelwamp.bridge.outbound.OutboundClient;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;

/** The settings of what leads from WAMP to HTTP: {@code bridge.callees.NAME.…}, {@code
 * bridge.forwarders.NAME.…}, and of the client that all share. */
final class OutboundSettings {
    private static final String CLIENT = "outbound.";
    private static final String PREFIX = SettingKeys.PREFIX + CLIENT;
    private static final Set<String> TIMES = Set.of("connectTimeout", "requestTimeout", "keepAlive");
    private static final Set<String> OF_CLIENT = Set.of(
            "maxConnections",
            "maxRequests",
            "connectTimeout",
            "requestTimeout",
            "keepAlive",
            "maxResponseSize",
            "trustStore",
            "trustStorePassword");

    private final Map<String, String> given;
    private final String realm;

    /**
     * The settings among others.
     *
     * @param given all settings of the bridge
     * @param realm where services are that name no other
     */
    OutboundSettings(Map<String, String> given, String realm) {
        this.given = given;
        this.realm = realm;
    }

    /** Adds the keys, without the prefix of all settings, that could be meant by a given one. */
    static void addKeys(String key, Collection<String> names) {
        OF_CLIENT.forEach(option -> names.add(CLIENT + option));
        for (Kind kind : Kind.values()) {
            kind.optionNames().forEach(option -> names.add(kind.word() + "." + option));
            String[] parts = key.split("\\.", 4);
            if (parts.length == 4 && parts[1].equals(kind.word() + "s")) {
                kind.optionNames().forEach(option -> names.add(parts[1] + "." + parts[2] + "." + option));
            }
        }
    }

    /**
     * All callees and forwarders.
     *
     * @throws IllegalArgumentException if it is not clear of which kind one is, or if two have the same procedure
     */
    List<OutboundService> services() {
        List<OutboundService> services = new ArrayList<>();
        Set<String> words = new LinkedHashSet<>();
        for (Kind kind : Kind.values()) {
            if (words.add(kind.word())) {
                names(kind.word()).forEach(name -> services.add(service(kind.word(), name)));
            }
        }
        requireOwnProcedures(services);
        return services;
    }

    /** Callees with the same session, which can register a procedure only once. */
    private static void requireOwnProcedures(List<OutboundService> services) {
        Map<Map<String, String>, OutboundService> owners = new HashMap<>();
        for (OutboundService service : services) {
            if (service.options().containsKey("procedure")) {
                Map<String, String> registration = new HashMap<>(service.options());
                registration
                        .keySet()
                        .removeIf(option -> !SettingKeys.SESSION_OPTIONS.contains(option)
                                && !option.equals("procedure")
                                && !option.equals("realm"));
                OutboundService other = owners.putIfAbsent(registration, service);
                if (other != null) {
                    throw new IllegalArgumentException(other + " and " + service + " have the same procedure, "
                            + service.options().get("procedure") + ", and a bridge can register it once in a session:"
                            + " give it to one of them, or run a second bridge if both shall share the calls"
                            + " (with invoke: roundrobin for both)");
                }
            }
        }
    }

    private Set<String> names(String word) {
        Set<String> names = new TreeSet<>();
        String prefix = SettingKeys.PREFIX + word + "s.";
        for (String key : given.keySet()) {
            if (key.startsWith(prefix)) {
                names.add(key.substring(prefix.length()).split("\\.", 2)[0]);
            }
        }
        return names;
    }

    private OutboundService service(String word, String name) {
        String prefix = SettingKeys.PREFIX + word + "s." + name + ".";
        Kind kind = kind(word, prefix);
        String kindPrefix = SettingKeys.PREFIX + word + ".";
        InheritedOptions inherited = new InheritedOptions(given, List.of(prefix, kindPrefix));
        InheritedOptions ofSession = new InheritedOptions(given, List.of(prefix, kindPrefix, SettingKeys.PREFIX));
        Map<String, String> options = new LinkedHashMap<>();
        options.put("realm", realm);
        for (String option : kind.optionNames()) {
            boolean session = SettingKeys.SESSION_OPTIONS.contains(option);
            String value = (session ? ofSession : inherited).value(option);
            // Of the session's options an empty one is none.
            if (value != null && !(session && value.isEmpty()) && !SettingValues.isNone(option, value)) {
                options.put(option, value);
            }
        }
        return new OutboundService(name, kind, options);
    }

    /** A callee with a path is one of the mapped kind. */
    private Kind kind(String word, String prefix) {
        if (word.equals(Kind.FORWARDER.word())) {
            return Kind.FORWARDER;
        }
        if (given.containsKey(prefix + "path")) {
            return Kind.MAPPED_CALLEE;
        }
        Set<String> generic = Kind.CALLEE.optionNames();
        for (String option : Kind.MAPPED_CALLEE.optionNames()) {
            if (!generic.contains(option) && given.containsKey(prefix + option)) {
                throw new IllegalArgumentException(prefix + option + " is set, so the callee needs a path: " + prefix
                        + "path; without one, callers would choose method, url and headers");
            }
        }
        return Kind.CALLEE;
    }

    /**
     * The client for all of them, not started.
     *
     * @throws IllegalArgumentException if a value is impossible
     */
    OutboundClient client() {
        OutboundClient client = new OutboundClient();
        setNumber("maxConnections", client::setMaxConnections);
        setNumber("maxRequests", client::setMaxRequests);
        setNumber("connectTimeout", client::setConnectTimeout);
        setNumber("requestTimeout", client::setRequestTimeout);
        setNumber("keepAlive", client::setKeepAlive);
        setNumber("maxResponseSize", client::setMaxResponseSize);
        String trustStore = ofClient("trustStore");
        if (trustStore != null) {
            client.setSslContextParameters(trusting(trustStore, ofClient("trustStorePassword")));
        }
        return client;
    }

    private String ofClient(String option) {
        return given.get(PREFIX + option);
    }

    private void setNumber(String option, IntConsumer setter) {
        String value = ofClient(option);
        if (value == null) {
            return;
        }
        try {
            boolean time = TIMES.contains(option);
            String number = time ? String.valueOf(SettingValues.milliseconds(PREFIX + option, value)) : value;
            setter.accept(Integer.parseInt(number));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(PREFIX + option + " is '" + value + "': it must be a whole number", e);
        }
    }

    private static SSLContextParameters trusting(String file, String password) {
        KeyStoreParameters store = new KeyStoreParameters();
        store.setResource("file:" + file);
        store.setPassword(password);
        TrustManagersParameters trust = new TrustManagersParameters();
        trust.setKeyStore(store);
        SSLContextParameters tls = new SSLContextParameters();
        tls.setTrustManagers(trust);
        return tls;
    }
}
