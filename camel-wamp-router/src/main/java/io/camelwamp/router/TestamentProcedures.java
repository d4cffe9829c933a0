package io.camelwamp.router;

import io.camelwamp.protocol.MatchPolicy;
import io.camelwamp.protocol.MessageType;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.PublishOptions;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import io.camelwamp.router.permission.Permission;

/** The procedures by which a session makes and unmakes its testaments (spec: advanced/pubsub_testament.md). */
final class TestamentProcedures {
    static final String ADD = "wamp.session.add_testament";

    private final UriCheck uris;
    private final Broker broker;

    TestamentProcedures(RealmConfig config, Broker broker) {
        this.uris = new UriCheck(config);
        this.broker = broker;
    }

    /**
     * Handles {@code add_testament}.
     *
     * @param permission what the session was permitted for publishing to the topic
     */
    Payload add(RouterSession caller, MetaArguments arguments, Permission permission) {
        String topic = arguments.text(0, "topic");
        String objection = uris.objectionToOffer(topic, MatchPolicy.EXACT);
        if (objection != null) {
            throw new WampException(Uris.INVALID_URI, objection);
        }
        PublishOptions options = options(arguments);
        if (!broker.allows(options)) {
            throw new WampException(Uris.DISCLOSE_ME_DISALLOWED, "This realm never discloses publishers");
        }
        boolean passThru = PassThru.isUsed(options, MessageType.PUBLISH, caller, PeerFeature.PUBLISHER_PASS_THRU);
        Payload payload = Payload.ofDecoded(arguments.list(1, "args"), arguments.dict(2, "kwargs"));
        Testament testament = new Testament(topic, options, payload, permission, passThru);
        if (!caller.testaments().add(scope(arguments), testament)) {
            throw new WampException(
                    Uris.NOT_AUTHORIZED,
                    "A session may have " + Testaments.MAX_COUNT + " testaments of " + Testaments.MAX_OCTETS
                            + " octets in all");
        }
        return Payload.EMPTY;
    }

    Payload flush(RouterSession caller, MetaArguments arguments) {
        caller.testaments().flush(scope(arguments));
        return Payload.EMPTY;
    }

    private static PublishOptions options(MetaArguments arguments) {
        try {
            return PublishOptions.of(arguments.dict("publish_options"));
        } catch (WampException.ProtocolViolation e) {
            throw new WampException(
                    Uris.INVALID_ARGUMENT, String.valueOf(e.args().get(0)));
        }
    }

    private static Testaments.Scope scope(MetaArguments arguments) {
        String scope = arguments.text("scope");
        if (scope == null || scope.equals("destroyed")) {
            return Testaments.Scope.DESTROYED;
        }
        if (scope.equals("detached")) {
            return Testaments.Scope.DETACHED;
        }
        throw new WampException(Uris.INVALID_ARGUMENT, "scope must be destroyed or detached, but is '" + scope + "'");
    }
}
