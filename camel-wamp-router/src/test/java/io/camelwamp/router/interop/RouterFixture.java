package io.camelwamp.router.interop;

import io.camelwamp.testing.interop.Content;
import io.camelwamp.testing.interop.OwnClient;
import java.util.List;

/** What behaviours need. */
interface RouterFixture {
    /** Arguments of both kinds. */
    Content BOTH_KINDS = Content.of(1, "two").with("three", List.of(3)).with("four", true);

    /** The router and the sessions of a class. */
    OwnClients clients();

    /** A new session. */
    OwnClient join();

    /** A URI that no other test has; all of a test's begin with {@code name("")}. */
    String name(String ending);
}
