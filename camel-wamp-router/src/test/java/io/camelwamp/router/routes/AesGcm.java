package io.camelwamp.router.routes;

import io.camelwamp.component.PayloadCipher;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-256 in Galois/Counter Mode, as an application would add it: 12 octets of nonce, then text and tag. */
final class AesGcm implements PayloadCipher {
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final Map<String, SecretKey> keys = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();

    /** Who called. */
    final Queue<String> threads = new ConcurrentLinkedQueue<>();

    final AtomicInteger sealed = new AtomicInteger();
    final AtomicInteger opened = new AtomicInteger();

    /** Knows a key of its own for each id. */
    AesGcm(String... keyids) throws GeneralSecurityException {
        for (String keyid : keyids) {
            byte[] secret =
                    MessageDigest.getInstance("SHA-256").digest(("secret " + keyid).getBytes(StandardCharsets.UTF_8));
            keys.put(keyid, new SecretKeySpec(secret, "AES"));
        }
    }

    void forget(String keyid) {
        keys.remove(keyid);
    }

    @Override
    public byte[] seal(byte[] octets, Key key) throws GeneralSecurityException {
        threads.add(Thread.currentThread().getName());
        sealed.incrementAndGet();
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        byte[] text = cipher(Cipher.ENCRYPT_MODE, key, nonce).doFinal(octets);
        byte[] all = Arrays.copyOf(nonce, NONCE + text.length);
        System.arraycopy(text, 0, all, NONCE, text.length);
        return all;
    }

    @Override
    public byte[] open(byte[] octets, Key key) throws GeneralSecurityException {
        threads.add(Thread.currentThread().getName());
        opened.incrementAndGet();
        return cipher(Cipher.DECRYPT_MODE, key, Arrays.copyOf(octets, NONCE))
                .doFinal(octets, NONCE, octets.length - NONCE);
    }

    private Cipher cipher(int mode, Key key, byte[] nonce) throws GeneralSecurityException {
        SecretKey secret = keys.get(String.valueOf(key.keyid()));
        if (!key.cipher().equals("aes256gcm") || secret == null) {
            throw new GeneralSecurityException("There is no " + key.cipher() + " key " + key.keyid());
        }
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, secret, new GCMParameterSpec(TAG_BITS, nonce));
        return cipher;
    }
}
