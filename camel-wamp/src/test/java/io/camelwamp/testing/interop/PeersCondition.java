package io.camelwamp.testing.interop;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Skips tests whose peers are missing, or fails them where they are required. */
final class PeersCondition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        List<String> missing = AnnotationSupport.findAnnotation(context.getTestClass(), NeedsPeers.class).stream()
                .flatMap(needs -> Stream.of(needs.value()))
                .map(Peer::missing)
                .flatMap(Optional::stream)
                .toList();
        return decide(missing, "required".equals(System.getenv("WAMP_INTEROP")));
    }

    static ConditionEvaluationResult decide(List<String> missing, boolean required) {
        if (missing.isEmpty()) {
            return ConditionEvaluationResult.enabled("All peers are installed");
        }
        String what = String.join("; ", missing);
        if (required) {
            throw new AssertionError("WAMP_INTEROP is 'required', but " + what);
        }
        return ConditionEvaluationResult.disabled(what);
    }
}
