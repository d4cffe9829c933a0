/**
 * The Camel component {@code wamp:}: Exchange in, Exchange out.
 *
 * <p>{@link io.camelwamp.component.WampBinding} is the one place that maps bodies, headers and
 * failures; {@link io.camelwamp.component.Passthru} the one that packs and encrypts arguments; {@link io.camelwamp.component.WampConfiguration} the one where options live. Routes run
 * on Camel's threads, never on a session's event loop. The only package that imports Camel.
 */
package io.camelwamp.component;
