package io.camelwamp.transport.netty;

class MessagePackRawSocketTest extends RawSocketContract {
    MessagePackRawSocketTest() {
        super("msgpack");
    }
}
