package io.camelwamp.session;

import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.ResultDetails;

/**
 * What a procedure returned.
 *
 * @param details what the router says about the result
 * @param payload arguments and keyword arguments
 */
public record CallResult(ResultDetails details, Payload payload) {}
