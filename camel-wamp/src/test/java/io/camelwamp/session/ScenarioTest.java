package io.camelwamp.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Plays every written-down conversation against a session. */
class ScenarioTest {
    private final ScenarioScript script = ScenarioScript.complete();

    static List<Scenario> scenarios() {
        return Scenario.all();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void goesAsWritten(Scenario scenario) {
        play(scenario);
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void goesTheSameInFewerReads(Scenario scenario) {
        play(scenario.inFewerReads());
    }

    private void play(Scenario scenario) {
        ScenarioWorld world = new ScenarioWorld(scenario);
        Iterator<ScenarioScript.Meaning> expectations =
                script.expectationsOf(scenario.id()).iterator();
        for (JsonNode step : scenario.steps()) {
            if (step.has("c")) {
                world.story.router.expects(step.get("c"));
            } else if (step.has("r")) {
                arrive(world, step.get("r"));
            } else if (step.has("a")) {
                script.meaningOf(scenario.id(), step.get("a").textValue()).apply(world);
                world.story.loop.run();
            } else {
                expectations.next().apply(world);
            }
        }
        world.story.router.expectsNothing();
    }

    private static void arrive(ScenarioWorld world, JsonNode what) {
        if (what.isTextual()) {
            assertThat(what.textValue()).isEqualTo("TCP close");
            world.story.router.drops();
        } else if (what.get(0).isArray()) {
            world.story.router.sendsTogether(texts(what).toArray(String[]::new));
        } else {
            world.story.router.sends(what.toString());
        }
    }

    private static Stream<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).map(JsonNode::toString);
    }

    @Test
    void knowsEveryScenario() {
        assertThat(scenarios()).hasSize(57);
    }

    @Test
    void assertsEveryExpectation() {
        for (Scenario scenario : scenarios()) {
            assertThat(script.expectationsOf(scenario.id()))
                    .as("assertions for the expectations of %s", scenario.id())
                    .hasSize((int) scenario.count("x"));
            boolean endsWithMessage =
                    scenario.steps().get(scenario.steps().size() - 1).has("c");
            assertThat(scenario.count("x") > 0 || endsWithMessage)
                    .as("%s asserts something at its end", scenario.id())
                    .isTrue();
        }
        assertThat(script.scenariosWithExpectations())
                .isSubsetOf(scenarios().stream().map(Scenario::id).toList());
    }

    @Test
    void hasNoMeaningForWhatNobodySays() {
        for (Scenario scenario : scenarios()) {
            scenario.steps().stream()
                    .filter(step -> step.has("a"))
                    .forEach(step ->
                            script.meaningOf(scenario.id(), step.get("a").textValue()));
        }
        assertThat(script.unused()).isEmpty();
    }
}
