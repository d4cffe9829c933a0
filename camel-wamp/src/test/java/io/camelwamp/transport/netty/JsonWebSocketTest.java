package io.camelwamp.transport.netty;

class JsonWebSocketTest extends WebSocketContract {
    JsonWebSocketTest() {
        super("json", false);
    }
}
