package io.camelwamp.auth;

import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import io.camelwamp.transport.ChannelSecurity;
import java.lang.reflect.InvocationTargetException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Locale;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * What ties a proof to the TLS connection that it travels on, so that nobody in between can pass it
 * on (RFC 5929, RFC 9266).
 *
 * <p>{@code tls-exporter} needs Java 25 or newer on this end; {@code tls-server-end-point} any;
 * {@code tls-unique} is not to be had from Java, and not defined for TLS 1.3.
 */
public enum ChannelBinding {
    /** Keys derived from the connection's own; of 32 octets. */
    TLS_EXPORTER("tls-exporter"),
    /** The hash of the server's certificate; of 32 octets or more. */
    TLS_SERVER_END_POINT("tls-server-end-point");

    private static final String LABEL = "EXPORTER-Channel-Binding";
    private static final int EXPORTED = 32;

    private final String wireName;

    ChannelBinding(String wireName) {
        this.wireName = wireName;
    }

    /** The name on the wire. */
    public String wireName() {
        return wireName;
    }

    /**
     * Finds a binding by its name on the wire.
     *
     * @throws IllegalArgumentException if it is unknown or cannot be had
     */
    public static ChannelBinding of(String name) {
        for (ChannelBinding binding : values()) {
            if (binding.wireName.equals(name)) {
                return binding;
            }
        }
        throw new IllegalArgumentException(
                "tls-unique".equals(name)
                        ? "The channel binding tls-unique is not to be had from Java: use tls-exporter"
                        : "The channel binding must be tls-exporter or tls-server-end-point, but is '" + name + "'");
    }

    /**
     * The binding's octets on the client's end.
     *
     * @throws WampException.JoinFailed if the connection has none; the text says why
     */
    public byte[] ofClient(ChannelSecurity channel) {
        return octets(channel, false);
    }

    /**
     * The binding's octets on the server's end.
     *
     * @throws WampException.JoinFailed if the connection has none; the text says why
     */
    public byte[] ofServer(ChannelSecurity channel) {
        return octets(channel, true);
    }

    private byte[] octets(ChannelSecurity channel, boolean server) {
        SSLSession tls = channel.tls();
        if (tls == null) {
            throw unavailable("the connection has no TLS", null);
        }
        return switch (this) {
            case TLS_EXPORTER -> exported(tls);
            case TLS_SERVER_END_POINT -> hash(serverCertificate(tls, server));
        };
    }

    /** By reflection, as the method came with Java 25. */
    private byte[] exported(SSLSession tls) {
        try {
            return (byte[]) ExtendedSSLSession.class
                    .getMethod("exportKeyingMaterialData", String.class, byte[].class, int.class)
                    .invoke(tls, LABEL, new byte[0], EXPORTED);
        } catch (NoSuchMethodException e) {
            throw unavailable("it needs Java 25 or newer", e);
        } catch (InvocationTargetException e) {
            throw unavailable(String.valueOf(e.getCause().getMessage()), e.getCause());
        } catch (IllegalAccessException | IllegalArgumentException e) {
            throw unavailable("the TLS implementation does not export keys", e);
        }
    }

    private Certificate serverCertificate(SSLSession tls, boolean server) {
        try {
            Certificate[] chain = server ? tls.getLocalCertificates() : tls.getPeerCertificates();
            if (chain != null && chain.length > 0) {
                return chain[0];
            }
        } catch (SSLPeerUnverifiedException e) {
            throw unavailable("the server has no certificate", e);
        }
        throw unavailable("the server has no certificate", null);
    }

    /** With the hash of the certificate's signature, but nothing weaker than SHA-256. */
    private byte[] hash(Certificate certificate) {
        String algorithm = certificate instanceof X509Certificate x509
                ? x509.getSigAlgName().toUpperCase(Locale.ROOT)
                : "";
        String hash =
                algorithm.startsWith("SHA384") ? "SHA-384" : algorithm.startsWith("SHA512") ? "SHA-512" : "SHA-256";
        try {
            return MessageDigest.getInstance(hash).digest(certificate.getEncoded());
        } catch (GeneralSecurityException e) {
            throw unavailable("the server's certificate cannot be hashed", e);
        }
    }

    private WampException unavailable(String why, Throwable cause) {
        return new WampException.JoinFailed(
                Uris.CANNOT_AUTHENTICATE, "The channel binding " + wireName + " is not available: " + why, cause);
    }
}
