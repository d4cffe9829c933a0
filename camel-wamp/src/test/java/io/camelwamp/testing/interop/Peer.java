package io.camelwamp.testing.interop;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A program that tests need, where it is, and what to do if it is missing. */
public enum Peer {
    /** autobahn-js on Node.js. */
    AUTOBAHN_JS {
        @Override
        public Optional<String> missing() {
            return missingScripts("autobahn");
        }
    },

    /** autobahn-python with everything that its serializers and authentication methods need. */
    AUTOBAHN_PYTHON {
        @Override
        public Optional<String> missing() {
            if (python().isEmpty()) {
                return Optional.of("Python 3 is not installed: " + PYTHON_PACKAGES);
            }
            String modules = missingModules(python().get());
            return modules.isEmpty() ? Optional.empty() : Optional.of(modules + " not found: " + PYTHON_PACKAGES);
        }
    },

    /** The router fox-wamp on Node.js. */
    FOX_WAMP {
        @Override
        public Optional<String> missing() {
            return missingScripts("fox-wamp");
        }
    },

    /** Chromium, driven from Node.js. */
    BROWSER {
        @Override
        public Optional<String> missing() {
            return missingScripts("playwright-core")
                    .or(() -> chromium().isPresent()
                            ? Optional.empty()
                            : Optional.of("Chromium is not on the PATH: install it"));
        }
    };

    /**
     * The scripts that drive peers. Surefire names the directory of the module under test, other
     * runners start there; its neighbours find them in this module.
     */
    static final Path SCRIPTS = Path.of(System.getProperty("basedir", ""), "..", "camel-wamp", "src", "test", "peers")
            .toAbsolutePath()
            .normalize();

    private static final String PYTHON_PACKAGES =
            "install the packages python3-autobahn, python3-cbor2 and python3-argon2";

    private static final String FIND_MODULES = """
            import importlib.util, sys
            print(*[m for m in sys.argv[1:] if importlib.util.find_spec(m) is None], sep=', ', end='')
            """;

    /** What is not installed, in a sentence that says how to get it; empty if all is there. */
    public abstract Optional<String> missing();

    /** Chromium's executable. */
    public static Optional<Path> chromium() {
        return onPath("chromium").or(() -> onPath("chromium-browser")).or(() -> onPath("google-chrome"));
    }

    /** What runs a script, by the ending of its name. */
    static Optional<Path> interpreter(String script) {
        return script.endsWith(".py") ? python() : node();
    }

    private static Optional<Path> node() {
        return onPath("node");
    }

    /** The system's own Python is the one that finds the system's packages, whatever comes first on the PATH. */
    private static Optional<Path> python() {
        return Optional.of(Path.of("/usr/bin/python3"))
                .filter(Files::isExecutable)
                .or(() -> onPath("python3"));
    }

    private static String missingModules(Path python) {
        try {
            Process process = new ProcessBuilder(
                            python.toString(),
                            "-c",
                            FIND_MODULES,
                            "autobahn",
                            "twisted",
                            "msgpack",
                            "cbor2",
                            "argon2",
                            "nacl")
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
