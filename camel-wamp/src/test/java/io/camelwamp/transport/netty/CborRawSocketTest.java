package io.camelwamp.transport.netty;

class CborRawSocketTest extends RawSocketContract {
    CborRawSocketTest() {
        super("cbor");
    }
}
