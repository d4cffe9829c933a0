package io.camelwamp.transport.netty;

class JsonRawSocketTest extends RawSocketContract {
    JsonRawSocketTest() {
        super("json");
    }
}
