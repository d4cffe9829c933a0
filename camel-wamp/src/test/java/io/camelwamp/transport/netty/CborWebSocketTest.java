package io.camelwamp.transport.netty;

class CborWebSocketTest extends WebSocketContract {
    CborWebSocketTest() {
        super("cbor", false);
    }
}
