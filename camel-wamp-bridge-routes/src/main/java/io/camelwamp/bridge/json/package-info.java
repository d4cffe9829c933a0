/**
 * JSON of HTTP bodies: read strictly, written compactly, values kept exactly.
 *
 * <p>Everything here is stateless and may be used from any thread. The package imports Jackson's
 * streaming API and the JDK only.
 */
package io.camelwamp.bridge.json;
