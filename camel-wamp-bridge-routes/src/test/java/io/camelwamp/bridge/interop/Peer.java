package io.camelwamp.bridge.interop;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A program that tests need, where it is, and what to do if it is missing. */
enum Peer {
    /** autobahn-js on Node.js. */
    AUTOBAHN {
        @Override
        Optional<String> missing() {
            return missingScripts("autobahn");
        }
    },

    /** Chromium, driven from Node.js. */
    BROWSER {
        @Override
        Optional<String> missing() {
            return missingScripts("playwright-core")
                    .or(() -> chromium().isPresent()
                            ? Optional.empty()
                            : Optional.of("Chromium is not on the PATH: install it"));
        }
    };

    /** Surefire names the module's directory; other runners start there. */
    static final Path SCRIPTS =
            Path.of(System.getProperty("basedir", ""), "src", "test", "js").toAbsolutePath();

    /** What is not installed, in a sentence that says how to get it; empty if all is there. */
    abstract Optional<String> missing();

    static Optional<Path> node() {
        return onPath("node");
    }

    static Optional<Path> chromium() {
        return onPath("chromium").or(() -> onPath("chromium-browser")).or(() -> onPath("google-chrome"));
    }

    private static Optional<String> missingScripts(String module) {
        if (node().isEmpty()) {
            return Optional.of("Node.js is not on the PATH: install it");
        }
        Path directory = SCRIPTS.resolve("node_modules").resolve(module);
        return Files.isDirectory(directory)
                ? Optional.empty()
                : Optional.of(module + " is not installed: run 'npm ci' in " + SCRIPTS);
    }

    private static Optional<Path> onPath(String program) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return List.of(path.split(Pattern.quote(File.pathSeparator))).stream()
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
