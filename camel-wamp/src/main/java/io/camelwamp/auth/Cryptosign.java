package io.camelwamp.auth;

import java.security.MessageDigest;
import java.util.Arrays;

/** The arithmetic of cryptosign, for both ends (spec: advanced/authentication_cryptosign.md). */
public final class Cryptosign {
    /** The name on the wire. */
    public static final String NAME = "cryptosign";

    /** Octets of a challenge, of a channel's id, and of what is signed. */
    public static final int CHALLENGE_LENGTH = 32;

    private Cryptosign() {}

    /**
     * What is signed.
     *
     * @param challenge 32 octets
     * @param channelId 32 octets that the connection is known by, or null without channel binding
     */
    public static byte[] message(byte[] challenge, byte[] channelId) {
        return channelId == null ? challenge : xor(challenge, channelId);
    }

    /** Tells whether an answer is the signature of a message, followed by that message. */
    public static boolean isAnswer(byte[] answer, byte[] publicKey, byte[] message) {
        return answer.length == Ed25519.SIGNATURE_LENGTH + message.length
                && MessageDigest.isEqual(Arrays.copyOfRange(answer, Ed25519.SIGNATURE_LENGTH, answer.length), message)
                && Ed25519.isSigned(publicKey, message, Arrays.copyOf(answer, Ed25519.SIGNATURE_LENGTH));
    }

    static byte[] answer(CryptosignKey key, byte[] message) {
        byte[] signature = key.sign(message);
        byte[] answer = Arrays.copyOf(signature, signature.length + message.length);
        System.arraycopy(message, 0, answer, signature.length, message.length);
        return answer;
    }

    static byte[] xor(byte[] one, byte[] other) {
        byte[] result = new byte[one.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = (byte) (one[i] ^ other[i]);
        }
        return result;
    }
}
