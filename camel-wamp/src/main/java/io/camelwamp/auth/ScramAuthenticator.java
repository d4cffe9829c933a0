package io.camelwamp.auth;

import io.camelwamp.protocol.Authenticate;
import io.camelwamp.protocol.Challenge;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import io.camelwamp.protocol.Welcome;
import io.camelwamp.transport.ChannelSecurity;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * SCRAM: proves to know a password of which the router keeps a derived key only, and has the router
 * prove to know that (spec: advanced/authentication_scram.md).
 */
public final class ScramAuthenticator implements Authenticator {
    private static final int NONCE_OCTETS = 16;

    /** About half a second of work. */
    private static final int MAX_PBKDF2_ITERATIONS = 1_000_000;

    private static final int MAX_ARGON2_ITERATIONS = 10_000;
    private static final int MAX_ARGON2_MEMORY = 256 * 1024;

    /** KiB times iterations: a few seconds of work. */
    private static final long MAX_ARGON2_WORK = 4L * 1024 * 1024;

    private final Scram.Dialect dialect;
    private final String authid;
    private final SecretSource source;
    private final ChannelBinding binding;
    private final Executor executor;
    private final SecureRandom random = new SecureRandom();

    /**
     * A password.
     *
     * @param dialect which routers it is for
     * @param authid whose password it is
     * @param source has the password
     * @param binding ties the proof to the TLS connection; null for not at all, and with Crossbar's
     *     dialect, which does not have it
     * @param executor derives keys, which takes too long for an event loop
     */
    public ScramAuthenticator(
            Scram.Dialect dialect, String authid, SecretSource source, ChannelBinding binding, Executor executor) {
        this.dialect = Objects.requireNonNull(dialect, "dialect");
        this.authid = Objects.requireNonNull(authid, "authid");
        this.source = Objects.requireNonNull(source, "source");
        this.binding = binding;
        this.executor = Objects.requireNonNull(executor, "executor");
        if (binding != null && dialect == Scram.Dialect.CROSSBAR) {
            throw new IllegalArgumentException("The dialect of Crossbar has no channel binding");
        }
        Scram.prepare(authid);
    }

    @Override
    public String method() {
        return dialect.method();
    }

    @Override
    public String authid() {
        return authid;
    }

    @Override
    public CompletionStage<Login> begin(ChannelSecurity channel) {
        byte[] nonce = new byte[NONCE_OCTETS];
        random.nextBytes(nonce);
        byte[] bound = binding == null ? null : binding.ofClient(channel);
        return CompletableFuture.completedFuture(begin(Base64.getEncoder().encodeToString(nonce), bound));
    }

    /**
     * An attempt with a known nonce.
     *
     * @param bound the channel binding's octets, or null
     */
    Login begin(String nonce, byte[] bound) {
        return new PasswordLogin(nonce, bound);
    }

    private final class PasswordLogin implements Login {
        private final String nonce;
        private final byte[] bound;

        /** What the router has to sign, known from its challenge on. */
        private volatile byte[] expected;

        PasswordLogin(String nonce, byte[] bound) {
            this.nonce = nonce;
            this.bound = bound;
        }

        @Override
        public Map<String, Object> authextra() {
            Map<String, Object> extra = new LinkedHashMap<>();
            extra.put("nonce", nonce);
            if (binding != null) {
                extra.put("channel_binding", binding.wireName());
            }
            return extra;
        }

        @Override
        public CompletionStage<Authenticate> answer(Challenge challenge) {
            Extra extra = new Extra(challenge);
            String serverNonce = extra.text("nonce");
            checkNonce(extra, serverNonce);
            Scram.Kdf kdf = kdf(extra);
            String bindingName = binding == null ? null : binding.wireName();
            String cbind = Scram.cbind(dialect, bindingName, bound);
            byte[] message = Scram.authMessage(dialect, authid, nonce, serverNonce, kdf, cbind);
            return Secrets.use(source, method(), authid, executor, password -> {
                byte[] salted = salted(password, kdf);
                byte[] proof = Scram.proof(Scram.clientKey(salted), message);
                expected = Macs.hmac(Scram.serverKey(salted), message);
                Secrets.wipe(salted);
                return new Authenticate(Base64.getEncoder().encodeToString(proof), answerExtra(serverNonce));
            });
        }

        /** The router's nonce begins with ours; in Crossbar's dialect its octets do, not its text. */
        private void checkNonce(Extra extra, String serverNonce) {
            boolean begins;
            boolean longer;
            if (dialect == Scram.Dialect.CROSSBAR) {
                byte[] ours = Base64.getDecoder().decode(nonce);
                byte[] theirs = extra.octets("nonce");
                begins = theirs.length >= ours.length && Arrays.equals(Arrays.copyOf(theirs, ours.length), ours);
                longer = theirs.length > ours.length;
            } else {
                begins = serverNonce.startsWith(nonce);
                longer = serverNonce.length() > nonce.length();
            }
            if (!begins || !longer || serverNonce.indexOf(',') >= 0) {
                throw extra.unusable("has 'nonce' that does not begin with the client's");
            }
        }

        private Scram.Kdf kdf(Extra extra) {
            String name = extra.text("kdf");
            String salt = extra.text("salt");
            extra.octets("salt");
            if (name.equals(Scram.PBKDF2)) {
                return new Scram.Kdf(name, salt, extra.number("iterations", MAX_PBKDF2_ITERATIONS), 0);
            }
            if (!name.equals(dialect.argon2())) {
                throw extra.unusable(
                        "has 'kdf' '" + name + "', where " + Scram.PBKDF2 + " and " + dialect.argon2() + " are known");
            }
            int iterations = extra.number("iterations", MAX_ARGON2_ITERATIONS);
            int memory = extra.number("memory", MAX_ARGON2_MEMORY);
            if ((long) iterations * memory > MAX_ARGON2_WORK) {
                throw extra.unusable("asks for " + iterations + " iterations with " + memory
                        + " KiB, which is more work than accepted");
            }
            return new Scram.Kdf(name, salt, iterations, memory);
        }

        private byte[] salted(char[] password, Scram.Kdf kdf) {
            char[] prepared = dialect == Scram.Dialect.CROSSBAR ? password.clone() : prepared(password);
            byte[] octets = Secrets.toUtf8(prepared);
            Arrays.fill(prepared, '\0');
            byte[] salted = Scram.saltedPassword(dialect, octets, kdf);
            Secrets.wipe(octets);
            return salted;
        }

        private static char[] prepared(char[] password) {
            try {
                return Scram.prepare(password);
            } catch (IllegalArgumentException e) {
                // Without the cause, whose text may repeat a part of the password.
                throw new WampException.JoinFailed(
                        Uris.CANNOT_AUTHENTICATE, "The password has characters that SASLprep does not allow");
            }
        }

        private Map<String, Object> answerExtra(String serverNonce) {
            Map<String, Object> extra = new LinkedHashMap<>();
            extra.put("nonce", serverNonce);
            if (binding != null) {
                extra.put("channel_binding", binding.wireName());
                extra.put("cbind_data", Base64.getEncoder().encodeToString(bound));
            }
            return extra;
        }

        @Override
        public void verify(Welcome welcome) {
            Map<String, Object> extra = welcome.details().dict("authextra");
            Object told = extra == null ? null : extra.get(dialect.verifier());
            if (expected == null || !(told instanceof String text)) {
                throw unproven("did not prove that it knows the password");
            }
            byte[] octets = text.getBytes(StandardCharsets.UTF_8);
            byte[] right = Base64.getEncoder().encode(expected);
            if (!MessageDigest.isEqual(right, octets)) {
                throw unproven("does not know the password: its signature is wrong");
            }
        }

        private static WampException unproven(String what) {
            return new WampException.JoinFailed(Uris.AUTHENTICATION_FAILED, "The router " + what);
        }
    }
}
