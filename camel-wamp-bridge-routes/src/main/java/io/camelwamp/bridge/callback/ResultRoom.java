package io.camelwamp.bridge.callback;

/** The room for results of calls that wait for another attempt: so many, and so many octets. Thread-safe. */
final class ResultRoom {
    private final int most;
    private final long mostOctets;

    /** Both guarded by this. */
    private int results;

    private long octets;

    ResultRoom(int most, long mostOctets) {
        this.most = most;
        this.mostOctets = mostOctets;
    }

    /** Takes room, if there is enough for a result of that size. */
    synchronized boolean enter(int size) {
        if (results == most || octets + size > mostOctets) {
            return false;
        }
        results++;
        octets += size;
        return true;
    }

    /** Gives back what a result has taken. */
    synchronized void leave(int size) {
        results--;
        octets -= size;
    }

    /** How many results have taken room. */
    synchronized int results() {
        return results;
    }
}
