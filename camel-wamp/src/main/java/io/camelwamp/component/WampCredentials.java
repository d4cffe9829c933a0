package io.camelwamp.component;

import io.camelwamp.auth.Authenticator;
import io.camelwamp.auth.SecretSource;
import java.util.List;
import org.apache.camel.spi.UriParam;

/** Who the session is for the router, and how that is proven. */
public class WampCredentials {
    @UriParam(
            label = "security",
            defaultValue = "anonymous",
            description =
                    "Methods of authentication offered to the router, in order of preference and separated by commas:"
                            + " anonymous, ticket, wampcra, wamp-scram (SCRAM as the specification has it), scram (as"
                            + " Crossbar has it), cryptosign, tls, where the router knows the client by its"
                            + " certificate, or cookie, where it knows it by an earlier login (see cookies). Others are"
                            + " neither offered nor answered.")
    private String authMethods = "anonymous";

    @UriParam(
            label = "security",
            description =
                    "The identity to prove. ticket, wampcra, wamp-scram and scram need it; cryptosign can do without.")
    private String authid;

    @UriParam(
            label = "security",
            description = "The role that the session must have: it is asked for, and if the router gives another one,"
                    + " joining fails.")
    private String authrole;

    @UriParam(
            label = "security",
            secret = true,
            description =
                    "The ticket, the secret shared with the router, or the password. Only one of secret, secretFile and"
                            + " secretSource may be set.")
    private String secret;

    @UriParam(
            label = "security",
            description =
                    "A file with the secret, in UTF-8. It is read for each attempt to join, and a line break at its"
                            + " end does not count.")
    private String secretFile;

    @UriParam(
            label = "security",
            secret = true,
            description = "The private key of cryptosign: 64 hexadecimal digits, or a PKCS#8 or OpenSSH key without"
                    + " passphrase. Only one of privateKey, privateKeyFile and secretSource may be set.")
    private String privateKey;

    @UriParam(
            label = "security",
            description = "A file with the private key of cryptosign. It is read for each attempt to join.")
    private String privateKeyFile;

    @UriParam(
            label = "security",
            enums = "tls-exporter,tls-server-end-point",
            description =
                    "Ties the proof of cryptosign or wamp-scram to the TLS connection, so that nobody in between can"
                            + " use it: tls-exporter (Java 25 or newer), or tls-server-end-point (wamp-scram only). The router"
                            + " has to support it.")
    private String channelBinding;

    @UriParam(
            label = "security",
            description =
                    "A bean that fetches secrets and private keys when they are needed, from a vault, say. It has to"
                            + " be done within joinTimeout; otherwise the attempt fails and is repeated.")
    private SecretSource secretSource;

    @UriParam(
            label = "security",
            defaultValue = "false",
            description =
                    "Whether a ticket may be shown on a connection without TLS to another machine, where others can"
                            + " read it.")
    private boolean plainTicket;

    @UriParam(
            label = "security",
            defaultValue = "false",
            description =
                    "Whether the session keeps the cookies that a router sets as a WebSocket is opened, and sends them"
                            + " when it connects to the same host and port again. They are kept in memory, by this session"
                            + " only. The method cookie needs them.")
    private boolean cookies;

    @UriParam(
            label = "security",
            description = "Beans that authenticate, instead of what authMethods and the other options of authentication"
                    + " say.")
    private List<Authenticator> authenticators;

    public String getAuthMethods() {
        return authMethods;
    }

    public void setAuthMethods(String authMethods) {
        this.authMethods = authMethods;
    }

    public String getAuthid() {
        return authid;
    }

    public void setAuthid(String authid) {
        this.authid = authid;
    }

    public String getAuthrole() {
        return authrole;
    }

    public void setAuthrole(String authrole) {
        this.authrole = authrole;
    }

    public String getSecret() {
        return secret;
    }

    public void setSecret(String secret) {
        this.secret = secret;
    }

    public String getSecretFile() {
        return secretFile;
    }

    public void setSecretFile(String secretFile) {
        this.secretFile = secretFile;
    }

    public String getPrivateKey() {
        return privateKey;
    }

    public void setPrivateKey(String privateKey) {
        this.privateKey = privateKey;
    }

    public String getPrivateKeyFile() {
        return privateKeyFile;
    }

    public void setPrivateKeyFile(String privateKeyFile) {
        this.privateKeyFile = privateKeyFile;
    }

    public String getChannelBinding() {
        return channelBinding;
    }

    public void setChannelBinding(String channelBinding) {
        this.channelBinding = channelBinding;
    }

    public SecretSource getSecretSource() {
        return secretSource;
    }

    public void setSecretSource(SecretSource secretSource) {
        this.secretSource = secretSource;
    }

    public boolean isPlainTicket() {
        return plainTicket;
    }

    public void setPlainTicket(boolean plainTicket) {
        this.plainTicket = plainTicket;
    }

    public boolean isCookies() {
        return cookies;
    }

    public void setCookies(boolean cookies) {
        this.cookies = cookies;
    }

    public List<Authenticator> getAuthenticators() {
        return authenticators;
    }

    public void setAuthenticators(List<Authenticator> authenticators) {
        this.authenticators = authenticators;
    }
}
