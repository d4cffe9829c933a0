/**
 * Authentication methods, one file each (spec: advanced/authentication.md).
 *
 * <p>Authenticators answer on any thread and may take their time; they import {@code protocol}
 * only.
 */
package io.camelwamp.auth;
