package io.camelwamp.transport.netty;

import org.junit.jupiter.api.BeforeAll;

class EncryptedRawSocketTest extends RawSocketContract {
    private static TestCertificates certificates;

    EncryptedRawSocketTest() {
        super("cbor");
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
