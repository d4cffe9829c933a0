package io.camelwamp.component;

import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import io.camelwamp.protocol.YieldOptions;
import io.camelwamp.session.ReceivedInvocation;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers one call in the form that its callee's endpoint, or the route, has chosen; if they say nothing, in that of the call:
 * whoever encrypts arguments does not expect the result in the clear.
 */
final class CallAnswer {
    private static final Logger LOG = LoggerFactory.getLogger(CallAnswer.class);

    private final ReceivedInvocation invocation;
    private final Passthru passthru;

    /** Whether the options are the caller's, who cannot know whether the result will be octets. */
    private boolean mirrors;

    private YieldOptions options;

    /**
     * The answer of a call.
     *
     * @param ofEndpoint empty for the form of the call
     */
    CallAnswer(ReceivedInvocation invocation, YieldOptions ofEndpoint, Passthru passthru) {
        this.invocation = invocation;
        this.passthru = passthru;
        this.mirrors = ofEndpoint.isEmpty();
        this.options = mirrors ? chosen(invocation.details().values()) : ofEndpoint;
    }

    /**
     * Has the header of a route's options count, as far as it is about the form of payloads.
     *
     * @throws WampException if it makes no sense
     */
    void adopt(Message message) {
        YieldOptions adopted = WampBinding.toOptions(options, message, CallAnswer::whole);
        mirrors &= adopted.equals(options);
        options = adopted;
    }

    /** A cipher without a scheme would be no cipher: better no result than one in the clear. */
    private static YieldOptions whole(Map<String, Object> all) {
        if (!Passthru.isUsed(all) && Passthru.KEYS.stream().anyMatch(all::containsKey)) {
            throw new WampException(
                    Uris.INVALID_ARGUMENT,
                    "The header " + WampConstants.OPTIONS
                            + " at the end of the route has options ppt_* without ppt_scheme:"
                            + " add that, or remove the header if it was for a call on the way");
        }
        return chosen(all);
    }

    private static YieldOptions chosen(Map<String, Object> all) {
        if (!Passthru.isUsed(all)) {
            return YieldOptions.NONE;
        }
        Map<String, Object> form = new LinkedHashMap<>();
        Passthru.KEYS.stream().filter(all::containsKey).forEach(key -> form.put(key, all.get(key)));
        return YieldOptions.of(form);
    }

    /** Whether somebody reads the results one by one. */
    boolean isProgressive() {
        return invocation.details().receiveProgress();
    }

    /** Whether nobody waits for the answer any more. */
    boolean isOver() {
        return invocation.isOver();
    }

    /** Runs a task as {@link ReceivedInvocation#whenWritable} does. */
    void whenWritable(Runnable task) {
        invocation.whenWritable(task);
    }

    /**
     * Sends a partial result.
     *
     * @throws WampException if it cannot be sent
     */
    void progress(Payload part) {
        YieldOptions form = formOf(part);
        invocation.progress(passthru.seal(part, form), form);
    }

    /**
     * Answers.
     *
     * @throws WampException if the result cannot be brought into its form; the call has no answer then
     */
    void complete(Payload result) {
        YieldOptions form = formOf(result);
        invocation.complete(passthru.seal(result, form), form);
    }

    /** Answers after the last partial result: there is nothing to say, and to hide, where octets would have to be made of it. */
    void completeParts() {
        if (Passthru.packs(options.values())) {
            complete(Payload.EMPTY);
        } else {
            invocation.complete(Payload.EMPTY);
        }
    }

    /** What is no octets cannot be sent as a call of octets was, but nothing that came encrypted is answered otherwise. */
    private YieldOptions formOf(Payload result) {
        boolean octetsExpected = !Passthru.packs(options.values());
        boolean plain =
                mirrors && octetsExpected && options.text(Passthru.CIPHER) == null && !Passthru.isOctets(result);
        return plain ? YieldOptions.NONE : options;
    }

    /** Answers with an error of the route; without its arguments, if they cannot be encrypted. */
    void fail(WampException error) {
        YieldOptions form = error.payload().isEmpty() ? YieldOptions.NONE : formOf(error.payload());
        Payload sealed;
        try {
            sealed = passthru.seal(error.payload(), form);
        } catch (WampException e) {
            LOG.debug("The arguments of an error of {} cannot be sent", invocation.procedure(), e);
            boolean secret = form.text(Passthru.CIPHER) != null;
            invocation.fail(secret ? new WampException(error.uri()) : error);
            return;
        }
        invocation.fail(new WampException(error.uri(), sealed, null), form.values());
    }

    /** Answers with an error that arose before the route could say or see anything. */
    void refuse(WampException error) {
        invocation.fail(error);
    }
}
