package io.camelwamp.transport.netty;

class MessagePackWebSocketTest extends WebSocketContract {
    MessagePackWebSocketTest() {
        super("msgpack", false);
    }
}
