package io.camelwamp.bridge.callback;

import io.camelwamp.bridge.access.WatchedFile;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;
import java.util.Properties;

/**
 * The API keys that hold now: of a file, which is read again when it changes, or of an environment variable.
 *
 * <p>May be asked from any thread; {@link #refresh} is for one thread at a time.
 */
final class KeyRing {
    /** Null for an environment variable. */
    private final WatchedFile<ApiKeys> file;

    /** Null for a file. */
    private final ApiKeys fixed;

    private KeyRing(WatchedFile<ApiKeys> file, ApiKeys fixed) {
        this.file = file;
        this.fixed = fixed;
    }

    /**
     * The keys of a file.
     *
     * @throws IllegalArgumentException if it cannot be read or is malformed
     */
    static KeyRing ofFile(Path file) {
        return new KeyRing(WatchedFile.open("key file", file, KeyRing::read), null);
    }

    private static ApiKeys read(Reader reader) throws IOException {
        Properties lines = new Properties();
        lines.load(reader);
        return ApiKeys.ofProperties(lines);
    }

    /**
     * The keys of an environment variable.
     *
     * @param name what it is called
     * @param value its value, null if it is not set
     * @throws IllegalArgumentException if it is not set or malformed
     */
    static KeyRing ofVariable(String name, String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(
                    "the environment variable " + name + " is not set: it must hold the API keys as NAME:TOKEN pairs");
        }
        try {
            return new KeyRing(null, ApiKeys.ofVariable(value));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the environment variable " + name + " cannot be used: " + e.getMessage(), e);
        }
    }

    /** The keys of this moment. */
    ApiKeys keys() {
        return file == null ? fixed : file.value();
    }

    /**
     * Reads the file again if it has changed. If that does not work, the keys stay as they are.
     *
     * @return whether there are other keys now
     */
    boolean refresh() {
        return file != null && file.refresh();
    }
}
