package io.camelwamp.bridge.callback;

import io.camelwamp.bridge.http.JsonAnswer;
import io.camelwamp.bridge.outbound.DeadLetter;
import io.camelwamp.bridge.outbound.DeadLetters;
import io.camelwamp.bridge.outbound.OutboundAnswer;
import io.camelwamp.bridge.outbound.Target;
import io.camelwamp.component.WampConstants;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.WampException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Brings the results of calls to their callbacks. An application that restarts must not lose them, so they are sent more often
 * than events, and nothing waits behind them. Thread-safe.
 */
final class ResultDelivery {
    /** The header of a dead letter with the id of the call whose result it is. */
    static final String CALL = "CamelWampCallbackCall";

    /** The header of a dead letter with the error URI, where the call has failed. */
    static final String ERROR = "CamelWampCallbackError";

    /**
     * Whose result it is.
     *
     * @param id the call's id
     * @param procedure what was called
     * @param callback where the result goes
     */
    record Receiver(String id, String procedure, Target callback) {}

    private final CallbackSender sender;
    private final int attempts;
    private final ResultRoom room;
    private final DeadLetters letters;

    ResultDelivery(CallbackSender sender, CallbackLimits limits, DeadLetters letters) {
        this.sender = sender;
        this.letters = letters;
        this.attempts = limits.resultAttempts();
        this.room = new ResultRoom(limits.waitingResults(), limits.waitingResultOctets());
    }

    /** How many results wait for another attempt, or are at it. */
    int waiting() {
        return room.results();
    }

    /**
     * Sends a result.
     *
     * @param tried run when the first attempt is over
     */
    void send(Receiver receiver, Payload result, Runnable tried) {
        new Delivery(receiver, ProcedureCalls.json(result), tried).begin(null);
    }

    /** As {@link #send}, for the error that a call has ended with. */
    void send(Receiver receiver, WampException error, Runnable tried) {
        byte[] json = JsonAnswer.errorBody(error.uri(), error.args(), error.kwargs());
        new Delivery(receiver, json, tried).begin(error.uri());
    }

    /** Notes that a result cannot even be tried to be sent. */
    void lose(Receiver receiver, String reason) {
        letters.lost(1, "result of call " + receiver.id() + " of " + receiver.procedure(), reason);
    }

    /** One result on its way; its attempts come one after the other. */
    private final class Delivery {
        private final Receiver receiver;
        private final byte[] json;
        private String error;
        private Runnable tried;
        private boolean waits;
        private boolean crowdedOut;

        Delivery(Receiver receiver, byte[] json, Runnable tried) {
            this.receiver = receiver;
            this.json = json;
            this.tried = tried;
        }

        void begin(String error) {
            Map<String, String> headers = new LinkedHashMap<>();
            headers.put("X-Wamp-Call", receiver.id());
            headers.put("X-Wamp-Procedure", receiver.procedure());
            this.error = error;
            if (error != null) {
                headers.put("X-Wamp-Error", error);
            }
            sender.postRepeatedly(receiver::callback, headers, json, attempts, this::mayWait)
                    .whenComplete(this::ended);
        }

        private boolean mayWait(OutboundAnswer answer, Throwable failure) {
            if (tried != null) {
                tried.run();
                tried = null;
            }
            if (!waits && CallbackSender.mayHelp(answer, failure)) {
                waits = room.enter(json.length);
                crowdedOut = !waits;
            }
            return waits;
        }

        private DeadLetter letter() {
            String what = "result of call " + receiver.id() + " of " + receiver.procedure();
            Map<String, Object> known = new LinkedHashMap<>();
            known.put(CALL, receiver.id());
            known.put(WampConstants.PROCEDURE, receiver.procedure());
            if (error != null) {
                known.put(ERROR, error);
            }
            return new DeadLetter(what, receiver.callback().withoutQuery().toString(), known, json);
        }

        private void ended(OutboundAnswer answer, Throwable failure) {
            if (waits) {
                room.leave(json.length);
            }
            if (failure != null || !answer.isSuccess()) {
                String reason = CallbackSender.reason(answer, failure);
                letters.take(letter(), crowdedOut ? reason + ", and too many results wait already" : reason);
            }
        }
    }
}
