package io.camelwamp.session;

import io.camelwamp.protocol.InvocationDetails;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.WampException;
import io.camelwamp.protocol.YieldOptions;
import java.time.Duration;
import java.util.Map;

/**
 * A call that has arrived; it gets exactly one answer, and what comes after that has no effect.
 *
 * <p>All methods may be called from any thread. The answer goes to the session that the call came
 * from: if that is gone, it is dropped and never sent into another one.
 */
public interface ReceivedInvocation {
    /**
     * The procedure called; for an exact registration the registered one, if the router leaves it
     * out.
     */
    String procedure();

    /** What the router says about the call. */
    InvocationDetails details();

    /** Arguments and keyword arguments. */
    Payload payload();

    /**
     * Has the other parts of a call handled that comes in parts, which its {@link #details()} tell by
     * {@code progress}; {@link #payload()} is the first one.
     *
     * @param silence how long the caller may leave between parts, from now on: after that the invocation
     *     is interrupted, and the caller gets {@code wamp.error.timeout}; zero for any time
     */
    void onPart(PartHandler handler, Duration silence);

    /**
     * Sends a partial result. If the router does not read them and they pile up, the invocation is
     * interrupted, and the caller gets {@code wamp.error.unavailable}.
     *
     * @return false if the caller did not ask for them or the invocation is over; nothing was sent
     *     then
     * @throws WampException.InvalidPayload if it cannot be encoded
     * @throws WampException.PayloadTooLarge if the router does not accept so many octets
     */
    default boolean progress(Payload payload) {
        return progress(payload, YieldOptions.NONE);
    }

    /**
     * The same with options for the receiver, such as {@code ppt_scheme}.
     *
     * @throws WampException if the router does not announce what the options need
     */
    boolean progress(Payload payload, YieldOptions options);

    /**
     * Has a task run when the router has read enough of the partial results that were sent before for
     * more of them, or when the invocation was interrupted; on the event loop, where it must not
     * block. One task at a time may wait.
     */
    void whenWritable(Runnable task);

    /**
     * Answers. A payload that cannot be encoded or is too large becomes an error for the caller.
     */
    default void complete(Payload payload) {
        complete(payload, YieldOptions.NONE);
    }

    /**
     * The same with options for the receiver, such as {@code ppt_scheme}; if the router does not announce what they need, the
     * caller gets an error.
     */
    void complete(Payload payload, YieldOptions options);

    /** Answers with an error; its {@link WampException#details} stay here. */
    default void fail(WampException error) {
        fail(error, Map.of());
    }

    /**
     * Answers with an error, and with details for the receiver.
     *
     * @param details such as {@code ppt_scheme}, where the error's payload is what that says; a router that does not announce
     *     payload passthru mode gets the error without arguments instead
     */
    void fail(WampException error, Map<String, Object> details);

    /**
     * Has a task run when the call is cancelled or the session is lost before the answer; at once
     * if it already was. Otherwise it runs on the event loop and must not block.
     */
    void onInterrupt(Runnable task);

    /**
     * Has a task run when an answer was given or none is wanted any more; at once if that is
     * already so, else on the thread where it happens, which may be the event loop.
     */
    void whenOver(Runnable task);

    /** Tells whether an answer was given or none is wanted any more. */
    boolean isOver();
}
