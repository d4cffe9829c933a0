package io.camelwamp.bridge;

import java.util.Set;

/** What the program {@code ./bridge} may be told when it is called. */
final class CommandLine {
    /** The status of a process that did not understand its command line. */
    static final int NOT_UNDERSTOOD = 2;

    /** How the program is called. */
    static final String USAGE = """
            Usage: ./bridge [FILE]
                   ./bridge --help

            Runs the HTTP bridge until it is stopped with Ctrl-C.

            FILE has the settings, as YAML if its name ends with .yaml or .yml, else as properties, such as
              bridge.port = 8080
              bridge.routerUrl = wss://router.example.com/ws
            Without a file, the bridge runs with a router of its own at http://127.0.0.1:8080/.
            All settings are described in camel-wamp-bridge-routes/README.md.

            Environment:
              JAVA_HOME, JAVA_OPTS  which Java runs it, and with what options
              LOG_LEVEL             INFO; DEBUG shows stack traces of errors at the start, too

            Exit status: 1 if the bridge cannot start, 2 if the command line is not understood.
            """;

    private static final Set<String> HELP = Set.of("-h", "--help");

    private CommandLine() {}

    /** Whether somebody wants to know how the program is called. */
    static boolean asksForHelp(String... arguments) {
        return arguments.length > 0 && HELP.contains(arguments[0]);
    }

    /** What is wrong with a command line, or null. */
    static String mistake(String... arguments) {
        for (String argument : arguments) {
            if (argument.startsWith("-")) {
                return "there is no option '" + argument + "'; --help shows what there is";
            }
        }
        return arguments.length > 1
                ? "one file of settings at most is needed, but there are " + arguments.length + "; --help shows more"
                : null;
    }
}
