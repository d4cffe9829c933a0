package io.camelwamp.component;

import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/**
 * All options of an endpoint: its connection, and those of publications, calls, subscriptions and
 * registrations.
 */
@UriParams
public class WampConfiguration extends WampProcedureOptions implements Cloneable {
    @UriParam(
            label = "common,advanced",
            description = "A bean whose connection options (URL, realm, times, TLS) apply instead of those of the"
                    + " endpoint. Endpoints with the same connection share one session.")
    private WampConnection connection;

    // ---- publications

    @UriParam(
            label = "producer",
            defaultValue = "true",
            description = "Whether the router acknowledges publications, so that a failure becomes the exchange's.")
    private boolean acknowledge = true;

    @UriParam(
            label = "producer",
            defaultValue = "true",
            description = "Whether the publishing session gets no event itself.")
    private boolean excludeMe = true;

    @UriParam(label = "producer", description = "Session ids, separated by commas, that get no event.")
    private String exclude;

    @UriParam(label = "producer", description = "Authids, separated by commas, that get no event.")
    private String excludeAuthid;

    @UriParam(label = "producer", description = "Authroles, separated by commas, that get no event.")
    private String excludeAuthrole;

    @UriParam(
            label = "producer",
            description =
                    "Session ids, separated by commas; no others get the event. An empty list reaches nobody, and nothing is sent.")
    private String eligible;

    @UriParam(
            label = "producer",
            description =
                    "Authids, separated by commas; no others get the event. An empty list reaches nobody, and nothing is sent.")
    private String eligibleAuthid;

    @UriParam(
            label = "producer",
            description =
                    "Authroles, separated by commas; no others get the event. An empty list reaches nobody, and nothing is sent.")
    private String eligibleAuthrole;

    @UriParam(
            label = "producer",
            defaultValue = "false",
            description = "Asks the router to tell subscribers or callees who published or called.")
    private boolean discloseMe;

    @UriParam(
            label = "producer",
            defaultValue = "false",
            description = "Asks the router to keep the event for later subscribers.")
    private boolean retain;

    @UriParam(
            label = "producer",
            description = "How many past events are asked for at most; 0 leaves it to the router. See match, which says"
                    + " whose history it is.")
    private int historyLimit;

    // ---- subscriptions and registrations

    @UriParam(
            label = "common",
            defaultValue = "exact",
            enums = "exact,prefix,wildcard",
            description = "How topics or procedures are compared with the endpoint's name: equal, beginning with it, or"
                    + " with empty components (com..updated) that match anything.")
    private String match = "exact";

    @UriParam(
            label = "consumer",
            defaultValue = "false",
            description = "Asks for the event that the router has kept, as soon as subscribed.")
    private boolean getRetained;

    @UriParam(
            label = "consumer",
            defaultValue = "1000",
            description = "How many events or calls may wait for the route; see also queueOctets.")
    private int queueSize = 1000;

    @UriParam(
            label = "consumer",
            defaultValue = "pause",
            enums = "pause,dropOldest,dropNewest",
            description =
                    "What happens to events when the queue is full: reading from the router pauses (for 10 seconds at"
                            + " a stretch; then the queue grows to eight times its size), or one event is lost (and counted"
                            + " and logged). Calls are then answered with wamp.error.unavailable. WAMP has no flow control:"
                            + " what a router does with events for a client that does not read is its own business, and many"
                            + " drop them, which is not counted here. Choose queueSize for the largest burst.")
    private String overflow = "pause";

    @UriParam(
            label = "consumer",
            description = "How many events or calls the route handles at once. Default: 1 for topics, so that order is"
                    + " kept, and 20 for procedures.")
    private int concurrentConsumers;

    @UriParam(
            label = "consumer,advanced",
            description =
                    "How many threads the route is given at once. Default: as many as concurrentConsumers, since a"
                            + " route may block. One that does not needs no more than a few.")
    private int routeThreads;

    /** A copy, for an endpoint to change. */
    public WampConfiguration copy() {
        try {
            return (WampConfiguration) clone();
        } catch (CloneNotSupportedException e) {
            throw new RuntimeCamelException(e);
        }
    }

    public WampConnection getConnection() {
        return connection;
    }

    public void setConnection(WampConnection connection) {
        this.connection = connection;
    }

    public boolean isAcknowledge() {
        return acknowledge;
    }

    public void setAcknowledge(boolean acknowledge) {
        this.acknowledge = acknowledge;
    }

    public boolean isExcludeMe() {
        return excludeMe;
    }

    public void setExcludeMe(boolean excludeMe) {
        this.excludeMe = excludeMe;
    }

    public String getExclude() {
        return exclude;
    }

    public void setExclude(String exclude) {
        this.exclude = exclude;
    }

    public String getExcludeAuthid() {
        return excludeAuthid;
    }

    public void setExcludeAuthid(String excludeAuthid) {
        this.excludeAuthid = excludeAuthid;
    }

    public String getExcludeAuthrole() {
        return excludeAuthrole;
    }

    public void setExcludeAuthrole(String excludeAuthrole) {
        this.excludeAuthrole = excludeAuthrole;
    }

    public String getEligible() {
        return eligible;
    }

    public void setEligible(String eligible) {
        this.eligible = eligible;
    }

    public String getEligibleAuthid() {
        return eligibleAuthid;
    }

    public void setEligibleAuthid(String eligibleAuthid) {
        this.eligibleAuthid = eligibleAuthid;
    }

    public String getEligibleAuthrole() {
        return eligibleAuthrole;
    }

    public void setEligibleAuthrole(String eligibleAuthrole) {
        this.eligibleAuthrole = eligibleAuthrole;
    }

    public boolean isDiscloseMe() {
        return discloseMe;
    }

    public void setDiscloseMe(boolean discloseMe) {
        this.discloseMe = discloseMe;
    }

    public boolean isRetain() {
        return retain;
    }

    public void setRetain(boolean retain) {
        this.retain = retain;
    }

    public int getHistoryLimit() {
        return historyLimit;
    }

    public void setHistoryLimit(int historyLimit) {
        this.historyLimit = historyLimit;
    }

    public String getMatch() {
        return match;
    }

    public void setMatch(String match) {
        this.match = match;
    }

    public boolean isGetRetained() {
        return getRetained;
    }

    public void setGetRetained(boolean getRetained) {
        this.getRetained = getRetained;
    }

    public int getQueueSize() {
        return queueSize;
    }

    public void setQueueSize(int queueSize) {
        this.queueSize = queueSize;
    }

    public String getOverflow() {
        return overflow;
    }

    public void setOverflow(String overflow) {
        this.overflow = overflow;
    }

    public int getConcurrentConsumers() {
        return concurrentConsumers;
    }

    public void setConcurrentConsumers(int concurrentConsumers) {
        this.concurrentConsumers = concurrentConsumers;
    }

    public int getRouteThreads() {
        return routeThreads;
    }

    public void setRouteThreads(int routeThreads) {
        this.routeThreads = routeThreads;
    }
}
