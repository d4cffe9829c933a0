package io.camelwamp.bridge.access;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a file in UTF-8 says now. It is read again when it changes; if it cannot be used any more, what it said before goes
 * on to hold.
 *
 * <p>May be asked from any thread; {@link #refresh} is for one thread at a time.
 *
 * @param <T> what is made of the file; its text is logged, so it must show no secret
 */
public final class WatchedFile<T> {
    private static final Logger LOG = LoggerFactory.getLogger(WatchedFile.class);

    /**
     * Makes something of a file.
     *
     * @param <T> what
     */
    @FunctionalInterface
    public interface Content<T> {
        /**
         * Reads it all.
         *
         * @throws IllegalArgumentException if something is malformed; the text says where, and repeats no secret
         */
        T read(Reader reader) throws IOException;
    }

    /** What tells one version of the file from the next. */
    private record Version(FileTime modified, long size, Object file) {
        static Version of(Path file) throws IOException {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Version(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
        }
    }

    private final String kind;
    private final Path file;
    private final Content<T> content;

    /** Of what was read last; null while there is no file. */
    private Version version;

    private volatile T value;

    private WatchedFile(String kind, Path file, Content<T> content) {
        this.kind = kind;
        this.file = file;
        this.content = content;
    }

    /**
     * Reads a file for the first time.
     *
     * @param kind what the file is called in texts, such as "key file"
     * @throws IllegalArgumentException if it cannot be read or is malformed
     */
    public static <T> WatchedFile<T> open(String kind, Path file, Content<T> content) {
        WatchedFile<T> opened = new WatchedFile<>(kind, file, content);
        try {
            opened.version = Version.of(file);
            opened.value = opened.read();
            return opened;
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException("the " + kind + " " + file + " cannot be used: " + describe(e), e);
        }
    }

    private static String describe(Exception e) {
        if (e instanceof CharacterCodingException) {
            return "it is not in UTF-8";
        }
        return e instanceof NoSuchFileException ? "there is none" : e.getMessage();
    }

    private T read() throws IOException {
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            return content.read(reader);
        }
    }

    /** What it says at this moment. */
    public T value() {
        return value;
    }

    /**
     * Reads the file again if it has changed. If that does not work, which is logged, the value stays as it is.
     *
     * @return whether there is another value now
     */
    public boolean refresh() {
        Version current;
        try {
            current = Version.of(file);
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
            value = read();
            LOG.info("The {} {} has changed: there are {} now", kind, file, value);
            return true;
        } catch (IOException | IllegalArgumentException e) {
            report(e);
            return false;
        }
    }

    private void report(Exception e) {
        LOG.error("The {} {} cannot be used, everything stays as it was: {}", kind, file, describe(e));
    }
}
