package io.camelwamp.protocol;

/**
 * A WAMP message; one record per type (spec: basic/messages.md).
 *
 * <p>Messages are immutable and may be handed between threads. Constructing one checks the types of
 * its known options and details; ids and URIs are checked by the codec on arrival and by the
 * session before sending.
 */
public sealed interface Message
        permits Hello,
                Welcome,
                Abort,
                Challenge,
                Authenticate,
                Goodbye,
                ErrorMessage,
                Publish,
                Published,
                Subscribe,
                Subscribed,
                Unsubscribe,
                Unsubscribed,
                Event,
                Call,
                Cancel,
                Result,
                Register,
                Registered,
                Unregister,
                Unregistered,
                Invocation,
                Interrupt,
                Yield {

    /** The message's type. */
    MessageType type();

    /** Its arguments; {@link Payload#EMPTY} for the types that have none. */
    default Payload payload() {
        return Payload.EMPTY;
    }
}
