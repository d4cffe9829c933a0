package io.camelwamp.bridge.callback;

import io.camelwamp.bridge.outbound.OutboundClient;
import io.camelwamp.bridge.outbound.PrivateAddresses;
import io.camelwamp.bridge.outbound.TargetPolicy;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;

/** How the callback API works, but for the numbers, which are {@link CallbackLimits}. To be set before the start. */
public class CallbackSettings {
    private String service = "callback";
    private String keysFile;
    private String keysVariable;
    private String database = "wamp-callback";
    private DataSource dataSource;
    private String allowedTargets;
    private String privateAddresses = "named";
    private OutboundClient client = new OutboundClient();
    private String invoke = "single";
    private String deadLetter;
    private CallbackLimits limits = new CallbackLimits();
    private final Map<String, Object> session = new HashMap<>();
    private String sessionSecret;

    private static boolean isGiven(String value) {
        return value != null && !value.isBlank();
    }

    /** Sets the name that tells this service's endpoints from those of others in the same database. */
    public void setService(String service) {
        if (!service.matches("[A-Za-z0-9_.-]{1,64}")) {
            throw new IllegalArgumentException(
                    "service is '" + service + "': it must be 1 to 64 letters, digits, dots, _ and -");
        }
        this.service = service;
    }

    String service() {
        return service;
    }

    /** Sets the file with the API keys; give it or {@code keysVariable}. */
    public void setKeysFile(String keysFile) {
        this.keysFile = keysFile;
    }

    /** Sets the environment variable with the API keys; give it or {@code keysFile}. */
    public void setKeysVariable(String keysVariable) {
        this.keysVariable = keysVariable;
    }

    /** The API keys. */
    KeyRing keys() {
        if (isGiven(keysFile) == isGiven(keysVariable)) {
            throw new IllegalArgumentException("the callback API needs its API keys from a file (keysFile) or from an"
                    + " environment variable (keysVariable): set one of them");
        }
        return isGiven(keysFile)
                ? KeyRing.ofFile(Path.of(keysFile))
                : KeyRing.ofVariable(keysVariable, System.getenv(keysVariable));
    }

    /** Sets the file of the database, which is made if there is none; {@code .mv.db} is added to its name. */
    public void setDatabase(String database) {
        this.database = database;
    }

    Path database() {
        return Path.of(database);
    }

    /** Sets a database in place of the file. */
    public void setDataSource(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** The database in place of the file, null if there is none. */
    DataSource dataSource() {
        return dataSource;
    }

    /** Sets where callbacks may go, as {@link TargetPolicy} has it; nowhere if absent. */
    public void setAllowedTargets(String allowedTargets) {
        this.allowedTargets = allowedTargets;
    }

    /** Sets whether callbacks may go to addresses that are not public; see {@link PrivateAddresses}. */
    public void setPrivateAddresses(String privateAddresses) {
        this.privateAddresses = privateAddresses;
    }

    TargetPolicy policy() {
        return TargetPolicy.of(null, allowedTargets, PrivateAddresses.parse(privateAddresses));
    }

    /** Sets the HTTP client that sends callbacks; one of its own if absent. */
    public void setClient(OutboundClient client) {
        this.client = client;
    }

    OutboundClient client() {
        return client;
    }

    /** Sets the invocation policy of procedures that ask for no other; {@code single} by default. */
    public void setInvoke(String invoke) {
        if (!CallbackLimits.INVOCATION_POLICIES.contains(invoke)) {
            throw new IllegalArgumentException(
                    "invoke is '" + invoke + "': it must be single, roundrobin, random, first or last");
        }
        this.invoke = invoke;
    }

    String invoke() {
        return invoke;
    }

    /** Sets the URI of the endpoint for events and results that cannot be delivered; null or empty for none. */
    public void setDeadLetter(String deadLetter) {
        this.deadLetter = deadLetter;
    }

    String deadLetter() {
        return deadLetter;
    }

    /** Sets how much and how long. */
    public void setLimits(CallbackLimits limits) {
        this.limits = limits;
    }

    CallbackLimits limits() {
        return limits;
    }

    /** Sets the WAMP router; the {@code wamp} component's own if absent. */
    public void setRouterUrl(String routerUrl) {
        setSession("url", routerUrl);
    }

    /** Sets the realm; the {@code wamp} component's own if absent. */
    public void setRealm(String realm) {
        setSession("realm", realm);
    }

    /** Sets how long a call or publication waits while there is no session, in milliseconds. */
    public void setWaitForSession(String waitForSession) {
        setSession("waitForSession", waitForSession);
    }

    /** Sets how the session authenticates, as methods separated by commas; the {@code wamp} component's own if absent. */
    public void setAuthMethods(String authMethods) {
        setSession("authMethods", authMethods);
    }

    /** Sets the identity that the session proves. */
    public void setAuthid(String authid) {
        setSession("authid", authid);
    }

    /** Sets the role that the router has to give to the session; any if absent. */
    public void setRole(String role) {
        setSession("authrole", role);
    }

    /** Sets the secret or password of the session; give it or {@code sessionSecretFile}. */
    public void setSessionSecret(String sessionSecret) {
        this.sessionSecret = sessionSecret;
    }

    /** Sets the file with the secret or password of the session, which is read for each attempt to join. */
    public void setSessionSecretFile(String sessionSecretFile) {
        setSession("secretFile", sessionSecretFile);
    }

    /** Sets the file with the private key for cryptosign. */
    public void setSessionKeyFile(String sessionKeyFile) {
        setSession("privateKeyFile", sessionKeyFile);
    }

    private void setSession(String option, String value) {
        if (isGiven(value)) {
            session.put(option, value);
        }
    }

    /** The options of the session but its secret, as endpoints of the {@code wamp} component have them. */
    Map<String, Object> session() {
        return new HashMap<>(session);
    }

    /** The session's secret, null if there is none. */
    String sessionSecret() {
        return isGiven(sessionSecret) ? sessionSecret : null;
    }
}
