package io.camelwamp.bridge.callback;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What an API key may be used for. */
enum Action {
    REGISTER,
    SUBSCRIBE,
    CALL,
    PUBLISH;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The action in key files and in texts. */
    String word() {
        return word;
    }

    /**
     * Reads an action.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    static Action of(String word) {
        return Arrays.stream(values())
                .filter(action -> action.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + word + "' is no action: there are "
                        + Arrays.stream(values()).map(Action::word).collect(Collectors.joining(", "))));
    }
}
