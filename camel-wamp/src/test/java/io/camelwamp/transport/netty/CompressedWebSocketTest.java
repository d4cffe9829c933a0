package io.camelwamp.transport.netty;

class CompressedWebSocketTest extends WebSocketContract {
    CompressedWebSocketTest() {
        super("json", true);
    }
}
