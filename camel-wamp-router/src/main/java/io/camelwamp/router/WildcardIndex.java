package io.camelwamp.router;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Values by pattern, found by the URIs that the pattern matches: a tree of components in which an
 * empty component stands for any single one (spec: advanced/pubsub_pattern_based_subscription.md).
 *
 * <p>Each path is as deep as its pattern has components; the length of URIs is bounded, and so is
 * the recursion.
 */
final class WildcardIndex<V> {
    private static final class Node<V> {
        private final Map<String, Node<V>> literals = new HashMap<>(2);
        private Node<V> any;
        private V value;

        Node<V> child(String component) {
            return component.isEmpty() ? any : literals.get(component);
        }

        Node<V> childOrNew(String component) {
            if (!component.isEmpty()) {
                return literals.computeIfAbsent(component, key -> new Node<>());
            }
            if (any == null) {
                any = new Node<>();
            }
            return any;
        }

        void drop(String component) {
            if (component.isEmpty()) {
                any = null;
            } else {
                literals.remove(component);
            }
        }

        boolean isEmpty() {
            return value == null && any == null && literals.isEmpty();
        }
    }

    private final Node<V> root = new Node<>();

    /** The value of exactly this pattern, or null. */
    V get(String pattern) {
        Node<V> node = root;
        for (String component : components(pattern)) {
            node = node.child(component);
            if (node == null) {
                return null;
            }
        }
        return node.value;
    }

    /** Sets the value of a pattern. */
    void put(String pattern, V value) {
        Node<V> node = root;
        for (String component : components(pattern)) {
            node = node.childOrNew(component);
        }
        node.value = value;
    }

    /**
     * Takes a pattern away, with the nodes that only it needed; does nothing if it is not there.
     */
    void remove(String pattern) {
        remove(root, components(pattern), 0);
    }

    private void remove(Node<V> node, String[] components, int depth) {
        if (depth == components.length) {
            node.value = null;
            return;
        }
        Node<V> child = node.child(components[depth]);
        if (child != null) {
            remove(child, components, depth + 1);
            if (child.isEmpty()) {
                node.drop(components[depth]);
            }
        }
    }

    /** Visits the values of all patterns that match the URI, the most specific one first. */
    void forEachMatch(String uri, Consumer<? super V> visitor) {
        if (!isEmpty()) {
            visit(root, components(uri), 0, visitor);
        }
    }

    private void visit(Node<V> node, String[] components, int depth, Consumer<? super V> visitor) {
        if (depth == components.length) {
            if (node.value != null) {
                visitor.accept(node.value);
            }
            return;
        }
        Node<V> literal = node.literals.get(components[depth]);
        if (literal != null) {
            visit(literal, components, depth + 1, visitor);
        }
        if (node.any != null) {
            visit(node.any, components, depth + 1, visitor);
        }
    }

    /**
     * The value of the pattern that has the most components before its first wildcard, if equal
     * before its second one, and so on (spec: advanced/rpc_pattern_based_registration.md); null if
     * none matches.
     *
     * <p>That order is the one in which a walk meets the patterns that prefers a literal component
     * to a wildcard.
     */
    V mostSpecificMatch(String uri) {
        return isEmpty() ? null : first(root, components(uri), 0);
    }

    private V first(Node<V> node, String[] components, int depth) {
        if (depth == components.length) {
            return node.value;
        }
        Node<V> literal = node.literals.get(components[depth]);
        V found = literal == null ? null : first(literal, components, depth + 1);
        return found != null || node.any == null ? found : first(node.any, components, depth + 1);
    }

    /** Whether there is no pattern. */
    boolean isEmpty() {
        return root.isEmpty();
    }

    private static String[] components(String uri) {
        return uri.split("\\.", -1);
    }
}
