package io.camelwamp.router;

/**
 * How many events a realm keeps for later subscribers (spec: advanced/pubsub_event_retention.md);
 * the oldest go first, and are counted.
 *
 * @param topics how many topics may have retained events; 0 keeps none, so that {@code retain} has
 *     no effect
 * @param octets how many octets of payload may be kept in all
 */
public record RetentionConfig(int topics, long octets) {
    /** 10,000 topics and 16 MiB. */
    public static final RetentionConfig DEFAULT = new RetentionConfig(10_000, 16L << 20);

    /** Nothing is kept. */
    public static final RetentionConfig NONE = new RetentionConfig(0, 0);

    /** Checks that the bounds are not negative. */
    public RetentionConfig {
        if (topics < 0 || octets < 0) {
            throw new IllegalArgumentException(
                    "topics and octets must not be negative, but are " + topics + " and " + octets);
        }
    }

    boolean keeps() {
        return topics > 0;
    }
}
