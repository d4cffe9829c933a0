package io.camelwamp.component;

import org.apache.camel.spi.UriParam;

/** The options of calls and of the procedures that are called. */
public class WampProcedureOptions extends WampPayloadOptions {
    @UriParam(
            label = "producer",
            defaultValue = "30000",
            javaType = "java.time.Duration",
            description = "Time after which a call is cancelled and fails; 0 for never.")
    private long callTimeout = 30_000;

    @UriParam(
            label = "producer",
            defaultValue = "false",
            description =
                    "Whether the router is told the callTimeout too, so that it, or a callee with forwardTimeout, ends the"
                            + " call as well. It takes milliseconds, as the specification has it; Crossbar.io takes them for"
                            + " seconds.")
    private boolean sendCallTimeout;

    @UriParam(
            label = "producer",
            defaultValue = "killnowait",
            enums = "killnowait,kill,skip",
            description =
                    "What the router is told of a call that nobody waits for any more: the callee is to stop, or is"
                            + " to stop and its answer is waited for (not after callTimeout), or may go on.")
    private String cancelMode = "killnowait";

    @UriParam(
            label = "producer",
            description = "Endpoint that gets each partial result of a call as an exchange, in order and one at a time,"
                    + " before the result continues the route. A failure there cancels the call and becomes the"
                    + " exchange's.")
    private String progressTo;

    @UriParam(
            label = "producer",
            defaultValue = "false",
            description =
                    "Whether a call asks for partial results and gives them to the route together: the body is the"
                            + " list of their bodies, with that of the final result at its end unless that is empty.")
    private boolean aggregateProgress;

    @UriParam(
            label = "consumer",
            defaultValue = "single",
            enums = "single,roundrobin,random,first,last",
            description = "How the router chooses among several callees of one procedure; single allows one only."
                    + " A session registers a procedure once: a second route of the same application needs another"
                    + " sessionGroup.")
    private String invoke = "single";

    @UriParam(
            label = "consumer",
            description =
                    "How many calls the router gives to this callee at once (Crossbar, fox-wamp); 0 for no limit.")
    private int concurrency;

    @UriParam(
            label = "consumer",
            defaultValue = "false",
            description = "Whether to take the procedure from callees that have it already (Crossbar). Who loses it so"
                    + " registers again without force, and has it back when this one is gone.")
    private boolean forceReregister;

    @UriParam(
            label = "consumer",
            defaultValue = "false",
            description = "Asks the router to tell who calls, whether callers ask for it or not.")
    private boolean discloseCaller;

    @UriParam(
            label = "consumer",
            defaultValue = "false",
            description =
                    "Asks the router to leave the time-outs that its callers tell to this callee, which then cancels its"
                            + " exchange and answers with wamp.error.timeout. Without it the router does that.")
    private boolean forwardTimeout;

    @UriParam(
            label = "consumer",
            defaultValue = "list",
            enums = "list,iterator",
            description =
                    "What the body is of a call that comes in parts (progressive call invocation): the list of their"
                            + " bodies, once the last one has come, or an iterator that waits for the next one. At most"
                            + " queueSize parts, and as many bytes as maxMessageSize, wait for the route.")
    private String callParts = "list";

    @UriParam(
            label = "consumer",
            defaultValue = "30000",
            javaType = "java.time.Duration",
            description = "Time that a caller may leave between the parts of a call that comes in parts. After that the"
                    + " call fails with wamp.error.timeout and gives back the place that it keeps among"
                    + " concurrentConsumers; 0 for any time.")
    private long callPartsTimeout = 30_000;

    @UriParam(
            label = "consumer",
            defaultValue = "true",
            description = "Whether a route leaves out its remaining steps when its call is cancelled or the session"
                    + " lost. A step under way goes on; a call that it waits for is cancelled too.")
    private boolean stopOnCancel = true;

    public long getCallTimeout() {
        return callTimeout;
    }

    public void setCallTimeout(long callTimeout) {
        this.callTimeout = callTimeout;
    }

    public boolean isSendCallTimeout() {
        return sendCallTimeout;
    }

    public void setSendCallTimeout(boolean sendCallTimeout) {
        this.sendCallTimeout = sendCallTimeout;
    }

    public String getCancelMode() {
        return cancelMode;
    }

    public void setCancelMode(String cancelMode) {
        this.cancelMode = cancelMode;
    }

    public String getProgressTo() {
        return progressTo;
    }

    public void setProgressTo(String progressTo) {
        this.progressTo = progressTo;
    }

    public boolean isAggregateProgress() {
        return aggregateProgress;
    }

    public void setAggregateProgress(boolean aggregateProgress) {
        this.aggregateProgress = aggregateProgress;
    }

    public String getInvoke() {
        return invoke;
    }

    public void setInvoke(String invoke) {
        this.invoke = invoke;
    }

    public int getConcurrency() {
        return concurrency;
    }

    public void setConcurrency(int concurrency) {
        this.concurrency = concurrency;
    }

    public boolean isForceReregister() {
        return forceReregister;
    }

    public void setForceReregister(boolean forceReregister) {
        this.forceReregister = forceReregister;
    }

    public boolean isDiscloseCaller() {
        return discloseCaller;
    }

    public void setDiscloseCaller(boolean discloseCaller) {
        this.discloseCaller = discloseCaller;
    }

    public boolean isForwardTimeout() {
        return forwardTimeout;
    }

    public void setForwardTimeout(boolean forwardTimeout) {
        this.forwardTimeout = forwardTimeout;
    }

    public String getCallParts() {
        return callParts;
    }

    public void setCallParts(String callParts) {
        this.callParts = callParts;
    }

    public long getCallPartsTimeout() {
        return callPartsTimeout;
    }

    public void setCallPartsTimeout(long callPartsTimeout) {
        this.callPartsTimeout = callPartsTimeout;
    }

    public boolean isStopOnCancel() {
        return stopOnCancel;
    }

    public void setStopOnCancel(boolean stopOnCancel) {
        this.stopOnCancel = stopOnCancel;
    }
}
