package io.camelwamp.router.auth;

import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * Users are known by the certificate that TLS asked them for. The listener's {@code SSLContext} has
 * to ask, and decides whom it trusts.
 */
public final class CertificateMethod implements AuthenticationMethod {
    /** The name on the wire. */
    public static final String NAME = "tls";

    private final UserDatabase users;

    /** Finds users by their certificates. */
    public CertificateMethod(UserDatabase users) {
        this.users = Objects.requireNonNull(users, "users");
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CompletionStage<Verdict> authenticate(Applicant applicant) {
        X509Certificate certificate = certificate(applicant.channel().tls());
        if (certificate == null) {
            return Proofs.incomplete("The method tls needs a TLS connection with a client certificate");
        }
        return users.byCertificate(applicant.realm(), certificate).thenApply(user -> judge(applicant, user));
    }

    private static X509Certificate certificate(SSLSession tls) {
        try {
            Certificate[] chain = tls == null ? new Certificate[0] : tls.getPeerCertificates();
            return chain.length > 0 && chain[0] instanceof X509Certificate first ? first : null;
        } catch (SSLPeerUnverifiedException e) {
            return null;
        }
    }

    private Verdict judge(Applicant applicant, Optional<User> user) {
        boolean claimed = user.isPresent()
                && (applicant.authid() == null
                        || applicant.authid().equals(user.get().authid()));
        return claimed ? Proofs.admitted(user.get(), NAME, users, Map.of()) : Proofs.refused();
    }
}
