/**
 * Our engine on routers that others wrote, and clients that others wrote on our router. A contract
 * holds the behaviours; a subclass is one router or client, runs them over its transports and
 * serializers, and overrides those where it departs from the specification with what it does
 * instead. docs/interoperability.md is the summary.
 */
package io.camelwamp.router.interop;
