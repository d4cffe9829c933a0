package io.camelwamp.transport.netty;

import org.junit.jupiter.api.BeforeAll;

class EncryptedWebSocketTest extends WebSocketContract {
    private static TestCertificates certificates;

    EncryptedWebSocketTest() {
        super("json", false);
    }

    @BeforeAll
    static void makeCertificates() throws Exception {
        certificates = TestCertificates.forLocalhost();
    }

    @Override
    TestCertificates certificates() {
        return certificates;
    }
}
