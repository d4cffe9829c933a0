package io.camelwamp.session;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The prose of the scenarios as code: what the application does, and what must have come of it. */
final class ScenarioScript {
    /** One sentence as code. */
    @FunctionalInterface
    interface Meaning {
        void apply(ScenarioWorld world);
    }

    private final Map<String, Meaning> actions = new HashMap<>();
    private final Map<String, List<Meaning>> expectations = new HashMap<>();
    private final Set<String> used = new HashSet<>();

    /** All chapters. */
    static ScenarioScript complete() {
        ScenarioScript script = new ScenarioScript();
        SessionScenarios.tell(script);
        PubSubScenarios.tell(script);
        CallScenarios.tell(script);
        CalleeScenarios.tell(script);
        return script;
    }

    /** What a text means wherever it stands. */
    void action(String text, Meaning meaning) {
        put(text, meaning);
    }

    /** What a text means in one scenario. */
    void actionOf(String scenario, String text, Meaning meaning) {
        put(scenario + ": " + text, meaning);
    }

    private void put(String key, Meaning meaning) {
        if (actions.put(key, meaning) != null) {
            throw new IllegalStateException("Two meanings of '" + key + "'");
        }
    }

    /** What a scenario's expectations mean, in their order. */
    void expect(String scenario, Meaning... meanings) {
        if (expectations.put(scenario, List.of(meanings)) != null) {
            throw new IllegalStateException("Expectations of '" + scenario + "' given twice");
        }
    }

    Meaning meaningOf(String scenario, String text) {
        String special = scenario + ": " + text;
        String key = actions.containsKey(special) ? special : text;
        Meaning meaning = actions.get(key);
        if (meaning == null) {
            throw new AssertionError("Nobody knows how to do '" + text + "' of " + scenario);
        }
        used.add(key);
        return meaning;
    }

    List<Meaning> expectationsOf(String scenario) {
        return expectations.getOrDefault(scenario, List.of());
    }

    Set<String> scenariosWithExpectations() {
        return expectations.keySet();
    }

    /** Meanings that no scenario has asked for. */
    Set<String> unused() {
        Set<String> unused = new HashSet<>(actions.keySet());
        unused.removeAll(used);
        return unused;
    }
}
