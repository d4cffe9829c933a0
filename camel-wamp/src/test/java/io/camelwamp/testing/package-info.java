/**
 * What tests of sessions, routers and routes have in common; part of the test-jar.
 *
 * <p>{@link io.camelwamp.testing.ScriptedRouter} plays the other side of a session by a script that
 * reads like the conversation on the wire, and {@link io.camelwamp.testing.VirtualTimeLoop} makes
 * time pass when the test says so.
 */
package io.camelwamp.testing;
