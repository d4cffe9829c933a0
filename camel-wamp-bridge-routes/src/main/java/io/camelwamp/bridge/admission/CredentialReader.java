package io.camelwamp.bridge.admission;

import io.camelwamp.auth.Cryptosign;
import io.camelwamp.auth.CryptosignKey;
import io.camelwamp.auth.Scram;
import io.camelwamp.auth.TicketAuthenticator;
import io.camelwamp.auth.WampCra;
import io.camelwamp.auth.WampCraAuthenticator;
import io.camelwamp.bridge.admission.PropertyLines.Line;
import io.camelwamp.router.auth.Credential;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes credentials of what the lines of one user say. */
final class CredentialReader {
    /** The usual work of deriving a key for SCRAM. */
    static final int SCRAM_ITERATIONS = 4096;

    private static final String TICKET = "ticket";
    private static final String TICKET_SHA256 = "ticketSha256";
    private static final String PASSWORD = "password";
    private static final String CRA_KEY = "craKey";
    private static final String CRA_SALT = "craSalt";
    private static final String CRA_ITERATIONS = "craIterations";
    private static final String CRA_KEY_LENGTH = "craKeyLength";
    private static final String SCRAM = "scram";
    private static final String PUBLIC_KEY = "publicKey";

    private static final String BASE64 = "([A-Za-z0-9+/]+={0,2})";

    /** As PostgreSQL and others store it. */
    private static final Pattern VERIFIER =
            Pattern.compile("SCRAM-SHA-256\\$(\\d{1,9}):" + BASE64 + "\\$" + BASE64 + ":" + BASE64);

    private static final int SALT_OCTETS = 16;
    private static final int MOST_ITERATIONS = 1_000_000;

    private final String name;
    private final Map<String, Line> lines;
    private final List<Credential> credentials = new ArrayList<>();
    private final Set<String> methods = new TreeSet<>();

    /**
     * Reads the lines of a user, by their attributes.
     *
     * @throws IllegalArgumentException if something is malformed; the text has the line's number and repeats no secret
     */
    CredentialReader(String name, Map<String, Line> lines) {
        this.name = name;
        this.lines = lines;
        readTicket();
        readPassword();
        readCraKey();
        readScram();
        readPublicKeys();
        if (credentials.isEmpty()) {
            throw new IllegalArgumentException(lines.values().iterator().next() + ": the user " + name
                    + " has nothing to prove the identity with, such as a line " + name + "." + TICKET);
        }
    }

    /** What a line may say of a user, in the order for people. */
    static List<String> attributes(String first) {
        return List.of(
                first,
                TICKET,
                TICKET_SHA256,
                PASSWORD,
                CRA_KEY,
                CRA_SALT,
                CRA_ITERATIONS,
                CRA_KEY_LENGTH,
                SCRAM,
                PUBLIC_KEY);
    }

    Credential[] credentials() {
        return credentials.toArray(Credential[]::new);
    }

    /** The methods that the credentials are for. */
    Set<String> methods() {
        return methods;
    }

    private void add(Credential credential, String... itsMethods) {
        credentials.add(credential);
        methods.addAll(Arrays.asList(itsMethods));
    }

    private String text(String attribute) {
        Line line = lines.get(attribute);
        return line == null ? null : line.value();
    }

    private IllegalArgumentException wrong(String attribute, String what) {
        return new IllegalArgumentException(lines.get(attribute) + ": " + name + "." + attribute + " " + what);
    }

    private void rejectBoth(String attribute, String other) {
        if (lines.containsKey(attribute) && lines.containsKey(other)) {
            throw wrong(other, "says the same as " + name + "." + attribute + ": leave one of them out");
        }
    }

    private void readTicket() {
        rejectBoth(TICKET, TICKET_SHA256);
        if (lines.containsKey(TICKET)) {
            add(Credential.Ticket.of(text(TICKET)), TicketAuthenticator.NAME);
        }
        String digest = text(TICKET_SHA256);
        if (digest != null) {
            if (!digest.matches("[0-9A-Fa-f]{64}")) {
                throw wrong(TICKET_SHA256, "must be a SHA-256 in 64 hexadecimal digits");
            }
            add(new Credential.Ticket(HexFormat.of().parseHex(digest)), TicketAuthenticator.NAME);
        }
    }

    /** Keys of both methods, of which the router keeps no more than it needs to check proofs. */
    private void readPassword() {
        rejectBoth(PASSWORD, CRA_KEY);
        rejectBoth(PASSWORD, SCRAM);
        String password = text(PASSWORD);
        if (password == null) {
            return;
        }
        if (!isPrepared(password)) {
            throw wrong(
                    PASSWORD,
                    "has characters that clients would send otherwise (SASLprep, RFC 4013): leave out control"
                            + " characters and unusual spaces, and write accents composed");
        }
        String salt = salt();
        add(Credential.CraKey.salted(password, Credential.Salting.of(salt)), WampCraAuthenticator.NAME);
        Scram.Kdf kdf = new Scram.Kdf(Scram.PBKDF2, salt, SCRAM_ITERATIONS, 0);
        addScram(Credential.ScramKeys.of(Scram.Dialect.SPECIFICATION, password, kdf));
    }

    private static boolean isPrepared(String password) {
        try {
            return Scram.prepare(password).equals(password);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String salt() {
        byte[] octets = new byte[SALT_OCTETS];
        new SecureRandom().nextBytes(octets);
        return Base64.getEncoder().encodeToString(octets);
    }

    /** With PBKDF2, the same keys serve both dialects. */
    private void addScram(Credential.ScramKeys keys) {
        add(keys, Scram.Dialect.SPECIFICATION.method(), Scram.Dialect.CROSSBAR.method());
    }

    private void readCraKey() {
        for (String attribute : List.of(CRA_SALT, CRA_ITERATIONS, CRA_KEY_LENGTH)) {
            if (lines.containsKey(attribute) && !lines.containsKey(CRA_KEY)) {
                throw wrong(attribute, "is of no use without " + name + "." + CRA_KEY);
            }
        }
        String key = text(CRA_KEY);
        if (key == null) {
            return;
        }
        if (!lines.containsKey(CRA_SALT)) {
            throw wrong(CRA_KEY, "needs the salt that it was derived with as " + name + "." + CRA_SALT);
        }
        int length = number(CRA_KEY_LENGTH, WampCra.DEFAULT_KEY_LENGTH, 16, 64);
        if (octets(key) != length) {
            throw wrong(CRA_KEY, "must be a key of " + length + " octets in Base64");
        }
        int iterations = number(CRA_ITERATIONS, WampCra.DEFAULT_ITERATIONS, 1, MOST_ITERATIONS);
        Credential.Salting salting = new Credential.Salting(text(CRA_SALT), iterations, length);
        add(new Credential.CraKey(Credential.CraKey.of(key).key(), salting), WampCraAuthenticator.NAME);
    }

    private int number(String attribute, int ifAbsent, int least, int most) {
        String text = text(attribute);
        if (text == null) {
            return ifAbsent;
        }
        int number = text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
        if (number < least || number > most) {
            throw wrong(attribute, "must be a number from " + least + " to " + most);
        }
        return number;
    }

    /** How many octets a Base64 text has; -1 if it is none. */
    private static int octets(String base64) {
        try {
            return Base64.getDecoder().decode(base64).length;
        } catch (IllegalArgumentException e) {
            return -1;
        }
    }

    private void readScram() {
        String verifier = text(SCRAM);
        if (verifier == null) {
            return;
        }
        Matcher parts = VERIFIER.matcher(verifier);
        boolean valid = parts.matches()
                && octets(parts.group(2)) > 0
                && octets(parts.group(3)) == Scram.KEY_LENGTH
                && octets(parts.group(4)) == Scram.KEY_LENGTH;
        int iterations = valid ? Integer.parseInt(parts.group(1)) : 0;
        if (iterations < 1 || iterations > MOST_ITERATIONS) {
            throw wrong(SCRAM, "must look like SCRAM-SHA-256$4096:SALT$STOREDKEY:SERVERKEY, with Base64 for the words");
        }
        Scram.Kdf kdf = new Scram.Kdf(Scram.PBKDF2, parts.group(2), iterations, 0);
        Base64.Decoder base64 = Base64.getDecoder();
        addScram(new Credential.ScramKeys(kdf, base64.decode(parts.group(3)), base64.decode(parts.group(4))));
    }

    private void readPublicKeys() {
        String keys = text(PUBLIC_KEY);
        if (keys == null) {
            return;
        }
        for (String key : keys.split(",")) {
            try {
                add(new Credential.PublicKey(CryptosignKey.parsePublic(key)), Cryptosign.NAME);
            } catch (IllegalArgumentException e) {
                // Without the text, which might be a private key that was put in the wrong place.
                throw wrong(
                        PUBLIC_KEY, "must be 64 hexadecimal digits or begin with ssh-ed25519; of several, with commas");
            }
        }
    }
}
