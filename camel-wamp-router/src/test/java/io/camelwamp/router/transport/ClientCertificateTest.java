package io.camelwamp.router.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.auth.Authenticator;
import io.camelwamp.auth.ChannelBinding;
import io.camelwamp.auth.CryptosignAuthenticator;
import io.camelwamp.auth.CryptosignKey;
import io.camelwamp.auth.Scram;
import io.camelwamp.auth.ScramAuthenticator;
import io.camelwamp.auth.SecretSource;
import io.camelwamp.auth.UnaskedAuthenticator;
import io.camelwamp.protocol.Uris;
import io.camelwamp.router.RealmConfig;
import io.camelwamp.router.Router;
import io.camelwamp.router.auth.CertificateMethod;
import io.camelwamp.router.auth.Credential;
import io.camelwamp.router.auth.CryptosignMethod;
import io.camelwamp.router.auth.InMemoryUsers;
import io.camelwamp.router.auth.ScramMethod;
import io.camelwamp.router.auth.User;
import io.camelwamp.transport.netty.TestCertificates;
import io.camelwamp.transport.netty.WebSocketAcceptorConfig;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import javax.net.ssl.SSLContext;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.jsse.ClientAuthentication;
import org.apache.camel.support.jsse.KeyManagersParameters;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.SSLContextServerParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Proofs that have to do with TLS; both ends have theirs from Camel's parameters. */
@Timeout(60)
class ClientCertificateTest {
    private static final String SEED = "4d57d97a68f555696620a6d849c0ce582568518d729eb753dc7c732de2804510";
    private static final Scram.Kdf KDF = new Scram.Kdf("pbkdf2", "c2FsdHNhbHRzYWx0", 1000, 0);
    private static final CamelContext CONTEXT = new DefaultCamelContext();

    private static TestCertificates server;
    private static TestCertificates client;
    private static Router router;
    private static URI uri;

    @BeforeAll
    static void openRouter() throws Exception {
        server = TestCertificates.forLocalhost();
        client = TestCertificates.forLocalhost();
        InMemoryUsers users = new InMemoryUsers(
                User.of("cert", "staff", Credential.Certificate.of(client.certificate())),
                User.of("scram", "staff", Credential.ScramKeys.of(Scram.Dialect.SPECIFICATION, "secret", KDF)),
                User.of(
                        "key",
                        "staff",
                        Credential.PublicKey.of(
                                CryptosignKey.parse(SEED.toCharArray()).publicKey())));
        NettyWebSocketListener listener =
                new NettyWebSocketListener(WebSocketAcceptorConfig.builder("127.0.0.1", 0, "/ws")
                        .sslContext(asking(server, client))
                        .build());
        router = Router.builder()
                .realm(
                        "realm1",
                        RealmConfig.DEFAULT.withAuthentication(
                                new CertificateMethod(users),
                                new ScramMethod(Scram.Dialect.SPECIFICATION, users, KDF),
                                new CryptosignMethod(users)))
                .listener(listener)
                .build();
        router.start();
        uri = URI.create("wss://127.0.0.1:" + listener.address().getPort() + "/ws");
    }

    @AfterAll
    static void closeRouter() throws Exception {
        router.close();
        CONTEXT.close();
    }

    private static SSLContextParameters parameters(TestCertificates own, TestCertificates trusted) throws Exception {
        SSLContextParameters parameters = new SSLContextParameters();
        TrustManagersParameters trust = new TrustManagersParameters();
        KeyStoreParameters others = new KeyStoreParameters();
        others.setKeyStore(trusted.trustStore());
        trust.setKeyStore(others);
        parameters.setTrustManagers(trust);
        if (own != null) {
            KeyManagersParameters keys = new KeyManagersParameters();
            KeyStoreParameters store = new KeyStoreParameters();
            store.setKeyStore(own.keyStore());
            keys.setKeyStore(store);
            keys.setKeyPassword(own.password());
            parameters.setKeyManagers(keys);
        }
        return parameters;
    }

    private static SSLContext asking(TestCertificates own, TestCertificates trusted) throws Exception {
        SSLContextParameters parameters = parameters(own, trusted);
        SSLContextServerParameters serverSide = new SSLContextServerParameters();
        serverSide.setClientAuthentication(ClientAuthentication.WANT.name());
        parameters.setServerParameters(serverSide);
        return parameters.createSSLContext(CONTEXT);
    }

    private static Joining join(TestCertificates own, Authenticator method) throws Exception {
        return Joining.at(uri, parameters(own, server).createSSLContext(CONTEXT), method);
    }

    @Test
    void aClientIsKnownByItsCertificate() throws Exception {
        Joining joining = join(client, new UnaskedAuthenticator("tls", null));

        assertThat(joining.end()).isNull();
        assertThat(joining.welcome().details().authid()).isEqualTo("cert");
        assertThat(joining.welcome().details().authmethod()).isEqualTo("tls");
    }

    @Test
    void aCertificateProvesNoOtherName() throws Exception {
        assertThat(join(client, new UnaskedAuthenticator("tls", "scram")).end().uri())
                .isEqualTo(Uris.AUTHENTICATION_FAILED);
    }

    @Test
    void aClientWithoutCertificateIsToldSo() throws Exception {
        assertThat(join(null, new UnaskedAuthenticator("tls", null)).end().text())
                .contains("needs a TLS connection with a client certificate");
    }

    private static Authenticator scram(ChannelBinding binding) {
        return new ScramAuthenticator(
                Scram.Dialect.SPECIFICATION,
                "scram",
                SecretSource.of("secret".toCharArray()),
                binding,
                ForkJoinPool.commonPool());
    }

    @Test
    void scramIsBoundToTheServersCertificate() throws Exception {
        Joining joining = join(null, scram(ChannelBinding.TLS_SERVER_END_POINT));

        assertThat(joining.end()).isNull();
        assertThat(joining.welcome().details().authid()).isEqualTo("scram");
    }

    @Test
    void proofsAreBoundToTheConnectionWhereJavaCan() throws Exception {
        Authenticator cryptosign = new CryptosignAuthenticator(
                "key", SecretSource.of(SEED.toCharArray()), ChannelBinding.TLS_EXPORTER, ForkJoinPool.commonPool());

        for (Authenticator method : List.of(scram(ChannelBinding.TLS_EXPORTER), cryptosign)) {
            Joining joining = join(null, method);
            if (Runtime.version().feature() >= 25) {
                assertThat(joining.end()).isNull();
                assertThat(joining.welcome().details().authmethod()).isEqualTo(method.method());
            } else {
                assertThat(joining.end().text()).contains("tls-exporter is not available: it needs Java 25");
            }
        }
    }
}
