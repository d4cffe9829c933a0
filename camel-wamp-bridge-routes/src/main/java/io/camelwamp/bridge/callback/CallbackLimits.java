package io.camelwamp.bridge.callback;

import java.time.Duration;
import java.util.Set;

/** How much and how long: the options of the callback API that are numbers. Set before the start; times are milliseconds. */
public class CallbackLimits {
    private static final int MOST = 1_000_000;

    private long callTimeout = 30_000;
    private long longCallTimeout = 3_600_000;
    private int pendingCalls = 1000;
    private long callbackTimeout = 30_000;
    private int attempts = 6;
    private int resultAttempts = 12;
    private int waitingResults = 1000;
    private long waitingResultOctets = 64 * 1024 * 1024;
    private long retryDelay = 500;
    private int failuresUntilDead = 5;
    private long probeInterval = 5_000;
    private int endpointsPerKey = 1000;
    private int queueSize = 1000;
    private int concurrency = 20;
    private long stopTimeout = 10_000;

    private static long atLeast(String option, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException(option + " is " + value + ": it must be at least " + least);
        }
        return value;
    }

    private static int count(String option, int value) {
        if (value < 1 || value > MOST) {
            throw new IllegalArgumentException(option + " is " + value + ": it must be from 1 to " + MOST);
        }
        return value;
    }

    /** Sets how long a call without callback may take; 30000 by default. */
    public void setCallTimeout(long callTimeout) {
        this.callTimeout = atLeast("callTimeout", callTimeout, 1);
    }

    Duration callTimeout() {
        return Duration.ofMillis(callTimeout);
    }

    /** Sets how long a call may take whose result is sent to a callback; 3600000, an hour, by default. */
    public void setLongCallTimeout(long longCallTimeout) {
        this.longCallTimeout = atLeast("longCallTimeout", longCallTimeout, 1);
    }

    Duration longCallTimeout() {
        return Duration.ofMillis(longCallTimeout);
    }

    /** Sets how many calls with callbacks may be under way at once; more are refused with 503. 1000 by default. */
    public void setPendingCalls(int pendingCalls) {
        this.pendingCalls = count("pendingCalls", pendingCalls);
    }

    int pendingCalls() {
        return pendingCalls;
    }

    /** Sets how long an application may take to answer a callback; 30000 by default. */
    public void setCallbackTimeout(long callbackTimeout) {
        this.callbackTimeout = atLeast("callbackTimeout", callbackTimeout, 1);
    }

    Duration callbackTimeout() {
        return Duration.ofMillis(callbackTimeout);
    }

    /**
     * Sets how often an event is sent before it is given up; 6 by default, which are more than 15 seconds. Calls of an application's procedures are sent once,
     * because nobody knows whether the first attempt had an effect.
     */
    public void setAttempts(int attempts) {
        this.attempts = count("attempts", attempts);
    }

    int attempts() {
        return attempts;
    }

    /**
     * Sets how often the result of a call is sent to its callback before it is given up; 12 by default, which are more than
     * three minutes.
     */
    public void setResultAttempts(int resultAttempts) {
        this.resultAttempts = count("resultAttempts", resultAttempts);
    }

    int resultAttempts() {
        return resultAttempts;
    }

    /** Sets how many results may wait for another attempt; further ones are sent once. 1000 by default. */
    public void setWaitingResults(int waitingResults) {
        this.waitingResults = count("waitingResults", waitingResults);
    }

    int waitingResults() {
        return waitingResults;
    }

    /** Sets how many octets the results may have together that wait for another attempt; 67108864, 64 MiB, by default. */
    public void setWaitingResultOctets(long waitingResultOctets) {
        this.waitingResultOctets = atLeast("waitingResultOctets", waitingResultOctets, 1);
    }

    long waitingResultOctets() {
        return waitingResultOctets;
    }

    /**
     * Sets the time between the first attempt and the second; it doubles with each, up to 64 times as much. 500 by default.
     */
    public void setRetryDelay(long retryDelay) {
        this.retryDelay = atLeast("retryDelay", retryDelay, 1);
    }

    Duration retryDelay() {
        return Duration.ofMillis(retryDelay);
    }

    /** Sets after how many callbacks in a row without an answer an application counts as dead; 5 by default. */
    public void setFailuresUntilDead(int failuresUntilDead) {
        this.failuresUntilDead = count("failuresUntilDead", failuresUntilDead);
    }

    int failuresUntilDead() {
        return failuresUntilDead;
    }

    /** Sets how often a dead application is probed; 5000 by default. The time doubles up to twelve times as much. */
    public void setProbeInterval(long probeInterval) {
        this.probeInterval = atLeast("probeInterval", probeInterval, 1);
    }

    Duration probeInterval() {
        return Duration.ofMillis(probeInterval);
    }

    /** Sets how many procedures and topics together an API key may hold; 1000 by default. */
    public void setEndpointsPerKey(int endpointsPerKey) {
        this.endpointsPerKey = count("endpointsPerKey", endpointsPerKey);
    }

    int endpointsPerKey() {
        return endpointsPerKey;
    }

    /** Sets how many events or calls may wait for one callback URL; further events are dead letters, further
     * calls refused. 1000 by default. */
    public void setQueueSize(int queueSize) {
        this.queueSize = count("queueSize", queueSize);
    }

    int queueSize() {
        return queueSize;
    }

    /** Sets how many calls of one procedure are sent to its application at once; 20 by default. Events: always one. */
    public void setConcurrency(int concurrency) {
        this.concurrency = count("concurrency", concurrency);
    }

    int concurrency() {
        return concurrency;
    }

    /** Sets how long callbacks under way have to end when the route stops; 10000 by default. */
    public void setStopTimeout(long stopTimeout) {
        this.stopTimeout = atLeast("stopTimeout", stopTimeout, 0);
    }

    Duration stopTimeout() {
        return Duration.ofMillis(stopTimeout);
    }

    /** The invocation policies that there are (spec: advanced/rpc_shared_registration.md). */
    static final Set<String> INVOCATION_POLICIES = Set.of("single", "roundrobin", "random", "first", "last");
}
