package io.camelwamp.testing.interop;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Marks tests that need programs which a machine may not have: they are skipped there, or fail if
 * the environment variable {@code WAMP_INTEROP} is {@code required}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("interop")
@ExtendWith(PeersCondition.class)
public @interface NeedsPeers {
    /** Which ones. */
    Peer[] value();
}
