package io.camelwamp.bridge.callback;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The API keys that hold now: of a file, which is read again when it changes, or of an environment variable.
 *
 * <p>May be asked from any thread; {@link #refresh} is for one thread at a time.
 */
final class KeyRing {
    private static final Logger LOG = LoggerFactory.getLogger(KeyRing.class);

    /** What tells one version of the file from the next. */
    private record Version(FileTime modified, long size, Object file) {}

    private final Path file;
    /** Of what was read last; null while there is no file. */
    private Version version;

    private volatile ApiKeys keys;

    private KeyRing(Path file, ApiKeys keys) {
        this.file = file;
        this.keys = keys;
    }

    /**
     * The keys of a file.
     *
     * @throws IllegalArgumentException if it cannot be read or is malformed
     */
    static KeyRing ofFile(Path file) {
        try {
            KeyRing ring = new KeyRing(file, null);
            ring.version = versionOf(file);
            ring.keys = read(file);
            return ring;
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException("the key file " + file + " cannot be used: " + describe(e), e);
        }
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

    private static String describe(Exception e) {
        return e instanceof NoSuchFileException ? "there is none" : e.getMessage();
    }

    private static Version versionOf(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new Version(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
    }

    private static ApiKeys read(Path file) throws IOException {
        Properties lines = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            lines.load(reader);
        }
        return ApiKeys.ofProperties(lines);
    }

    /** The keys of this moment. */
    ApiKeys keys() {
        return keys;
    }

    /**
     * Reads the file again if it has changed. If that does not work, the keys stay as they are.
     *
     * @return whether there are other keys now
     */
    boolean refresh() {
        if (file == null) {
            return false;
        }
        Version current;
        try {
            current = versionOf(file);
        } catch (IOException e) {
            if (version != null) {
                version = null;
                report(e);
            }
            return false;
        }
        if (current.equals(version)) {
            return false;
        }
        version = current;
        return readAgain();
    }

    private boolean readAgain() {
        try {
            keys = read(file);
            LOG.info("The key file {} has changed: there are {} API keys now", file, keys.size());
            return true;
        } catch (IOException | IllegalArgumentException e) {
            report(e);
            return false;
        }
    }

    private void report(Exception e) {
        LOG.error("The key file {} cannot be used, the keys stay as they were: {}", file, describe(e));
    }
}
