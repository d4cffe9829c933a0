package io.camelwamp.session;

import io.camelwamp.protocol.Message;
import io.camelwamp.protocol.MessageType;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.Publish;
import io.camelwamp.protocol.PublishOptions;
import io.camelwamp.protocol.Published;
import io.camelwamp.protocol.WampException;
import io.camelwamp.protocol.WelcomeDetails;
import java.util.concurrent.CompletableFuture;

/** PUBLISH until PUBLISHED, or until it is written if no acknowledgement is wanted. */
final class PublishRequest extends PendingRequest {
    private final String topic;
    private final PublishOptions options;
    private final Payload payload;
    private final CompletableFuture<Long> publication = new CompletableFuture<>();

    PublishRequest(String topic, PublishOptions options, Payload payload) {
        super(MessageType.PUBLISH);
        this.topic = topic;
        this.options = options;
        this.payload = payload;
    }

    /** The id of the publication, or null if it was not acknowledged. */
    CompletableFuture<Long> publication() {
        return publication;
    }

    @Override
    Message message(long requestId) {
        return new Publish(requestId, options, topic, payload);
    }

    @Override
    WampException objection(WelcomeDetails router) {
        return ClientRoles.objectionToPassthru(options, router, "broker");
    }

    @Override
    int size() {
        return payload.weight();
    }

    @Override
    boolean isAnswered() {
        return options.acknowledge();
    }

    @Override
    void sent(long requestId, Runnable whenExpired) {
        super.sent(requestId, whenExpired);
        if (!isAnswered()) {
            publication.complete(null);
        }
    }

    @Override
    boolean answered(Message reply) {
        publication.complete(((Published) reply).publication());
        return true;
    }

    @Override
    void failed(WampException failure) {
        publication.completeExceptionally(failure);
    }
}
