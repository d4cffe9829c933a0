package io.camelwamp.bridge.app;

/** Settings that make no sense; the text says which, and what would. */
public final class SettingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Settings that make no sense for this reason. */
    public SettingsException(String message) {
        super(message);
    }
}
