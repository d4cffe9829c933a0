package io.camelwamp.bridge.outbound;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * How a bridge makes itself known to a backend: by none or one of a bearer token, user name and password, an API key, or
 * OAuth 2.0 client credentials. What is set here takes the place of such a header of the call, and goes to the scheme, host
 * and port of the backend's base only.
 */
public class BackendCredentials {
    private static final String AUTHORIZATION = "Authorization";

    private String bearerToken;
    private String username;
    private String password;
    private String apiKey;
    private String apiKeyName = "X-API-Key";
    private String apiKeyIn = "header";
    private String tokenUrl;
    private String clientId;
    private String clientSecret;
    private String scope;

    /**
     * What the settings say.
     *
     * @throws IllegalArgumentException if they contradict each other
     */
    Credentials open(OutboundClient client) {
        int kinds = (isSet(bearerToken) ? 1 : 0)
                + (isSet(username) || isSet(password) ? 1 : 0)
                + (isSet(apiKey) ? 1 : 0)
                + (isSet(tokenUrl) || isSet(clientId) || isSet(clientSecret) ? 1 : 0);
        if (kinds > 1) {
            throw new IllegalArgumentException("there are credentials of " + kinds
                    + " kinds: set bearerToken, or username and password, or apiKey, or tokenUrl, clientId and"
                    + " clientSecret");
        }
        if (kinds == 0) {
            return Credentials.NONE;
        }
        if (isSet(bearerToken)) {
            return Credentials.header(AUTHORIZATION, "Bearer " + bearerToken);
        }
        if (isSet(apiKey)) {
            return apiKeyIn.equals("header")
                    ? Credentials.header(apiKeyName, apiKey)
                    : Credentials.parameter(apiKeyName, apiKey);
        }
        return isSet(tokenUrl) || isSet(clientId) || isSet(clientSecret) ? grant(client) : basic();
    }

    private Credentials basic() {
        if (isSet(username) && username.indexOf(':') >= 0) {
            throw new IllegalArgumentException("the username must have no colon in it");
        }
        if (!isSet(username) || !isSet(password)) {
            throw new IllegalArgumentException((isSet(username)
                            ? "there is a username without a password"
                            : "there is a password without a username")
                    + ": set both, or neither");
        }
        byte[] pair = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
        return Credentials.header(AUTHORIZATION, "Basic " + Base64.getEncoder().encodeToString(pair));
    }

    private Credentials grant(OutboundClient client) {
        if (!isSet(tokenUrl) || !isSet(clientId) || !isSet(clientSecret)) {
            throw new IllegalArgumentException("OAuth 2.0 needs all of tokenUrl, clientId and clientSecret");
        }
        TargetPolicy policy = TargetPolicy.of("tokenUrl", tokenUrl, null, PrivateAddresses.NAMED);
        return new ClientCredentialsGrant(client, policy, clientId, clientSecret, scope);
    }

    private static boolean isSet(String value) {
        return value != null;
    }

    /** An empty one comes of a variable that is not set: better no start than requests without credentials. */
    private static String given(String option, String value) {
        if (value != null && value.isBlank()) {
            throw new IllegalArgumentException(option + " is empty: give it a value, or leave it out");
        }
        return value;
    }

    /** Sets a token for {@code Authorization: Bearer}. */
    public void setBearerToken(String bearerToken) {
        this.bearerToken = given("bearerToken", bearerToken);
    }

    /** Sets the user name for {@code Authorization: Basic}. */
    public void setUsername(String username) {
        this.username = given("username", username);
    }

    /** Sets the password that belongs to the user name. */
    public void setPassword(String password) {
        this.password = given("password", password);
    }

    /** Sets an API key. */
    public void setApiKey(String apiKey) {
        this.apiKey = given("apiKey", apiKey);
    }

    /** Sets the name of the header or query parameter of the API key; {@code X-API-Key} by default. */
    public void setApiKeyName(String apiKeyName) {
        this.apiKeyName = apiKeyName;
    }

    /**
     * Sets where the API key is sent.
     *
     * @param apiKeyIn {@code header}, the default, or {@code query}
     */
    public void setApiKeyIn(String apiKeyIn) {
        if (!apiKeyIn.equals("header") && !apiKeyIn.equals("query")) {
            throw new IllegalArgumentException("apiKeyIn is '" + apiKeyIn + "': it must be header or query");
        }
        this.apiKeyIn = apiKeyIn;
    }

    /** Sets where access tokens are fetched by OAuth 2.0 client credentials. */
    public void setTokenUrl(String tokenUrl) {
        this.tokenUrl = given("tokenUrl", tokenUrl);
    }

    /** Sets the client's id for the authorization server. */
    public void setClientId(String clientId) {
        this.clientId = given("clientId", clientId);
    }

    /** Sets the client's secret for the authorization server. */
    public void setClientSecret(String clientSecret) {
        this.clientSecret = given("clientSecret", clientSecret);
    }

    /** Sets the scope that access tokens are asked for; null or empty for none. */
    public void setScope(String scope) {
        this.scope = scope;
    }
}
