package io.camelwamp.bridge;

import io.camelwamp.bridge.app.BridgeApplication;
import io.camelwamp.bridge.app.BridgeSettings;
import io.camelwamp.bridge.app.SettingsException;
import io.camelwamp.bridge.app.SettingsFile;
import java.nio.file.Path;
import java.util.Map;

/** The bridge as a program: {@code Bridge [settings.properties | settings.yaml]}. */
public final class Bridge {
    private Bridge() {}

    /**
     * Runs until it is told to stop (Ctrl-C), then answers the requests that it has taken.
     *
     * @param args at most one: the file with the settings
     * @throws Exception if it cannot start
     */
    public static void main(String[] args) throws Exception {
        BridgeSettings settings;
        try {
            settings = BridgeSettings.of(read(args));
        } catch (SettingsException e) {
            System.err.println("bridge: " + e.getMessage());
            System.exit(2);
            return;
        }
        System.exit(new BridgeApplication(settings).run());
    }

    private static Map<String, String> read(String[] args) {
        if (args.length > 1) {
            throw new SettingsException(
                    "give one file with settings at most: ./bridge my.properties, or my.yaml");
        }
        return args.length == 0 ? Map.of() : SettingsFile.read(Path.of(args[0]));
    }
}
