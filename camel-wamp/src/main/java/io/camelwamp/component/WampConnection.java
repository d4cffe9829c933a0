package io.camelwamp.component;

import org.apache.camel.spi.UriParam;
import org.apache.camel.support.jsse.SSLContextParameters;

/**
 * Where the router is, what to join and how to get there; times are milliseconds.
 *
 * <p>A bean of this type can be the {@code connection} of endpoints, which then share one session.
 */
public class WampConnection extends WampNetwork {
    @UriParam(
            label = "common",
            defaultValue = "ws://127.0.0.1:8080/ws",
            description = "URL of the router: ws://host:port/path, wss://host:port/path, raw socket as rs://host:port,"
                    + " rss://host:port or, for a Unix domain socket, unix:/path; or local:NAME for an embedded router"
                    + " that is a bean of that name. Of several URLs, separated by commas, one is used at a time.")
    private String url = "ws://127.0.0.1:8080/ws";

    @UriParam(label = "common", defaultValue = "realm1", description = "The realm to join.")
    private String realm = "realm1";

    @UriParam(
            label = "common,advanced",
            description =
                    "Endpoints with equal connection options share a session. Those with another name here have one of"
                            + " their own, such as a second callee of a procedure (see invoke).")
    private String sessionGroup;

    @UriParam(
            label = "common",
            defaultValue = "json,msgpack,cbor",
            description = "Serializers offered to the router, in order of preference.")
    private String serializers = "json,msgpack,cbor";

    @UriParam(
            label = "common,advanced",
            defaultValue = "10000",
            javaType = "java.time.Duration",
            description = "Time for the connection and its handshakes.")
    private long connectTimeout = 10_000;

    @UriParam(
            label = "common,advanced",
            defaultValue = "15000",
            javaType = "java.time.Duration",
            description = "Time from the beginning of an attempt until the router has let the session in.")
    private long joinTimeout = 15_000;

    @UriParam(
            label = "common,advanced",
            defaultValue = "30000",
            javaType = "java.time.Duration",
            description = "Time for the router to acknowledge a publication, subscription or registration.")
    private long requestTimeout = 30_000;

    @UriParam(
            label = "common,advanced",
            defaultValue = "5000",
            javaType = "java.time.Duration",
            description = "How long a publication or call waits while there is no session; 0 makes it fail at once.")
    private long waitForSession = 5_000;

    @UriParam(
            label = "common,advanced",
            defaultValue = "30000",
            javaType = "java.time.Duration",
            description =
                    "Silence after which the router is asked for a sign of life: by a ping or, on raw socket without"
                            + " rawSocketPings, by a call to wamp.session.count; 0 for never. Any answer will do.")
    private long pingInterval = 30_000;

    @UriParam(
            label = "common,advanced",
            defaultValue = "15000",
            javaType = "java.time.Duration",
            description = "Further silence until the connection counts as dead.")
    private long pingTimeout = 15_000;

    @UriParam(
            label = "common,advanced",
            defaultValue = "false",
            description = "Whether the router is also pinged on raw socket. Crossbar.io and Autobahn break on that;"
                    + " without it, the session makes a small call in place of each ping.")
    private boolean rawSocketPings;

    @UriParam(
            label = "common,advanced",
            defaultValue = "16777216",
            description = "The largest message accepted from the router, or sent to it, in bytes.")
    private int maxMessageSize = 16 * 1024 * 1024;

    @UriParam(
            label = "common,advanced",
            defaultValue = "0",
            description = "How many bytes of events and calls may wait for all routes of the session together. When so"
                    + " many wait, queues count as full, whatever their queueSize; see overflow. 0 means 64 MiB, or an"
                    + " eighth of the heap if that is less.")
    private long queueOctets;

    @UriParam(
            label = "common,advanced",
            defaultValue = "false",
            description = "Whether to offer compression (permessage-deflate).")
    private boolean compression;

    @UriParam(
            label = "common,advanced",
            defaultValue = "500",
            javaType = "java.time.Duration",
            description = "Waiting time before the first attempt to reconnect. It doubles with each failure, and is"
                    + " spread at random so that clients do not come back all at once.")
    private long reconnectDelay = 500;

    @UriParam(
            label = "common,advanced",
            defaultValue = "30000",
            javaType = "java.time.Duration",
            description = "The longest waiting time between attempts to reconnect.")
    private long maxReconnectDelay = 30_000;

    @UriParam(
            label = "common,advanced",
            defaultValue = "0",
            description = "Failures in a row after which no further attempt is made; 0 for never giving up.")
    private int maxReconnectAttempts;

    @UriParam(
            label = "common,advanced",
            description = "A bean that says what the router publishes when the session is lost, and not when it is left"
                    + " in order.")
    private WampTestament testament;

    @UriParam(label = "security", description = "Keys and certificates for wss and rss. Default: what the JDK trusts.")
    private SSLContextParameters sslContextParameters;

    @UriParam(
            label = "security",
            defaultValue = "true",
            description = "Whether the router's certificate must be made out to the host of the URL.")
    private boolean verifyHostName = true;

    public String getUrl() {
        return url;
    }

    public void setUrl(String url) {
        this.url = url;
    }

    public String getRealm() {
        return realm;
    }

    public void setRealm(String realm) {
        this.realm = realm;
    }

    public String getSessionGroup() {
        return sessionGroup;
    }

    public void setSessionGroup(String sessionGroup) {
        this.sessionGroup = sessionGroup;
    }

    public String getSerializers() {
        return serializers;
    }

    public void setSerializers(String serializers) {
        this.serializers = serializers;
    }

    public long getConnectTimeout() {
        return connectTimeout;
    }

    public void setConnectTimeout(long connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    public long getJoinTimeout() {
        return joinTimeout;
    }

    public void setJoinTimeout(long joinTimeout) {
        this.joinTimeout = joinTimeout;
    }

    public long getRequestTimeout() {
        return requestTimeout;
    }

    public void setRequestTimeout(long requestTimeout) {
        this.requestTimeout = requestTimeout;
    }

    public long getWaitForSession() {
        return waitForSession;
    }

    public void setWaitForSession(long waitForSession) {
        this.waitForSession = waitForSession;
    }

    public long getPingInterval() {
        return pingInterval;
    }

    public void setPingInterval(long pingInterval) {
        this.pingInterval = pingInterval;
    }

    public long getPingTimeout() {
        return pingTimeout;
    }

    public void setPingTimeout(long pingTimeout) {
        this.pingTimeout = pingTimeout;
    }

    public boolean isRawSocketPings() {
        return rawSocketPings;
    }

    public void setRawSocketPings(boolean rawSocketPings) {
        this.rawSocketPings = rawSocketPings;
    }

    public int getMaxMessageSize() {
        return maxMessageSize;
    }

    public void setMaxMessageSize(int maxMessageSize) {
        this.maxMessageSize = maxMessageSize;
    }

    public long getQueueOctets() {
        return queueOctets;
    }

    public void setQueueOctets(long queueOctets) {
        this.queueOctets = queueOctets;
    }

    public boolean isCompression() {
        return compression;
    }

    public void setCompression(boolean compression) {
        this.compression = compression;
    }

    public long getReconnectDelay() {
        return reconnectDelay;
    }

    public void setReconnectDelay(long reconnectDelay) {
        this.reconnectDelay = reconnectDelay;
    }

    public long getMaxReconnectDelay() {
        return maxReconnectDelay;
    }

    public void setMaxReconnectDelay(long maxReconnectDelay) {
        this.maxReconnectDelay = maxReconnectDelay;
    }

    public int getMaxReconnectAttempts() {
        return maxReconnectAttempts;
    }

    public void setMaxReconnectAttempts(int maxReconnectAttempts) {
        this.maxReconnectAttempts = maxReconnectAttempts;
    }

    public WampTestament getTestament() {
        return testament;
    }

    public void setTestament(WampTestament testament) {
        this.testament = testament;
    }

    public SSLContextParameters getSslContextParameters() {
        return sslContextParameters;
    }

    public void setSslContextParameters(SSLContextParameters sslContextParameters) {
        this.sslContextParameters = sslContextParameters;
    }

    public boolean isVerifyHostName() {
        return verifyHostName;
    }

    public void setVerifyHostName(boolean verifyHostName) {
        this.verifyHostName = verifyHostName;
    }
}
