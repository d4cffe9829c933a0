package io.camelwamp.bridge.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelwamp.bridge.testing.LoggedLines;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchedFileTest {
    @TempDir
    private Path folder;

    private static String firstLine(Reader reader) throws IOException {
        String line = new BufferedReader(reader).readLine();
        if (line.equals("broken")) {
            throw new IllegalArgumentException("line 1 is broken");
        }
        return line;
    }

    private Path file() {
        return folder.resolve("lines");
    }

    private WatchedFile<String> open() {
        return WatchedFile.open("line file", file(), WatchedFileTest::firstLine);
    }

    @Test
    void readsAgainOnlyWhatHasChanged() throws Exception {
        Files.writeString(file(), "one");
        WatchedFile<String> watched = open();
        assertThat(watched.value()).isEqualTo("one");
        assertThat(watched.refresh()).isFalse();

        Files.writeString(file(), "other");
        assertThat(watched.refresh()).isTrue();
        assertThat(watched.value()).isEqualTo("other");
        assertThat(watched.refresh()).isFalse();
    }

    @Test
    void whatHeldBeforeHoldsOnWhenTheFileCannotBeUsed() throws Exception {
        Files.writeString(file(), "one");
        WatchedFile<String> watched = open();
        try (LoggedLines log = new LoggedLines()) {
            Files.writeString(file(), "broken");
            assertThat(watched.refresh()).isFalse();
            assertThat(watched.refresh()).isFalse();
            Files.delete(file());
            assertThat(watched.refresh()).isFalse();
            assertThat(watched.refresh()).isFalse();
            assertThat(watched.value()).isEqualTo("one");
            assertThat(log.lines()).hasSize(2);
            assertThat(log.lines().get(0)).contains("cannot be used, everything stays as it was: line 1 is broken");
            assertThat(log.lines().get(1)).endsWith("there is none");
        }
        Files.writeString(file(), "back");
        assertThat(watched.refresh()).isTrue();
        assertThat(watched.value()).isEqualTo("back");
    }

    @Test
    void aFileThatCannotBeUsedFromTheStartIsAnError() throws Exception {
        assertThatThrownBy(this::open).hasMessage("the line file " + file() + " cannot be used: there is none");
        Files.writeString(file(), "broken");
        assertThatThrownBy(this::open).hasMessageEndingWith("cannot be used: line 1 is broken");
        Files.write(file(), "gehäm".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(this::open).hasMessageEndingWith("cannot be used: it is not in UTF-8");
    }
}
