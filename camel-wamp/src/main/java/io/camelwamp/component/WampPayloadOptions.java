package io.camelwamp.component;

import org.apache.camel.spi.UriParam;

/** The options of payloads that routers do not look into (payload passthru mode). */
public class WampPayloadOptions extends WampConnection {
    @UriParam(
            label = "common,advanced",
            description =
                    "Sends publications, calls, and the results and errors of a callee in payload passthru mode, in which"
                            + " routers do not look into them, and says what they are: wamp for encrypted arguments, mqtt or a name of"
                            + " your own (x_mine). Default for a callee: results are sent as the call came.")
    private String pptScheme;

    @UriParam(
            label = "common,advanced",
            description =
                    "In payload passthru mode, what body and keyword arguments are written in, whatever the connection's"
                            + " serializer is: json, msgpack or cbor. Without it, or with another name, such as native, the body must be"
                            + " an array of bytes and is sent as it is.")
    private String pptSerializer;

    @UriParam(
            label = "common,advanced",
            description =
                    "In payload passthru mode, what the payload is encrypted with, such as aes256gcm or xsalsa20poly1305."
                            + " It needs payloadCipher, or an array of bytes that is encrypted already.")
    private String pptCipher;

    @UriParam(
            label = "common,advanced",
            description =
                    "In payload passthru mode, which key the payload is encrypted with, as the receiver knows it.")
    private String pptKeyid;

    @UriParam(
            label = "common,advanced",
            description =
                    "A bean that encrypts and decrypts payloads in payload passthru mode. Without it, payloads that arrive"
                            + " encrypted are errors.")
    private PayloadCipher payloadCipher;

    public String getPptScheme() {
        return pptScheme;
    }

    public void setPptScheme(String pptScheme) {
        this.pptScheme = pptScheme;
    }

    public String getPptSerializer() {
        return pptSerializer;
    }

    public void setPptSerializer(String pptSerializer) {
        this.pptSerializer = pptSerializer;
    }

    public String getPptCipher() {
        return pptCipher;
    }

    public void setPptCipher(String pptCipher) {
        this.pptCipher = pptCipher;
    }

    public String getPptKeyid() {
        return pptKeyid;
    }

    public void setPptKeyid(String pptKeyid) {
        this.pptKeyid = pptKeyid;
    }

    public PayloadCipher getPayloadCipher() {
        return payloadCipher;
    }

    public void setPayloadCipher(PayloadCipher payloadCipher) {
        this.payloadCipher = payloadCipher;
    }
}
