package io.camelwamp.router;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Values by key, found by the texts that begin with their key: a radix tree, so that a look-up
 * costs what the text is long, however many keys there are.
 *
 * <p>Invariant: below the root every node has a value or at least two children, and a label that is
 * not empty.
 */
final class PrefixIndex<V> {
    private static final class Node<V> {
        private String label;
        private V value;
        private Map<Character, Node<V>> children = new HashMap<>(2);

        Node(String label, V value) {
            this.label = label;
            this.value = value;
        }

        Node<V> childFor(String text, int at) {
            return children.get(text.charAt(at));
        }

        void add(Node<V> child) {
            children.put(child.label.charAt(0), child);
        }

        /** Puts a node between this one and a child, where the child's label is cut. */
        Node<V> split(Node<V> child, int length) {
            Node<V> middle = new Node<>(child.label.substring(0, length), null);
            child.label = child.label.substring(length);
            middle.add(child);
            add(middle);
            return middle;
        }

        /** Becomes its only child. */
        void absorb() {
            Node<V> only = children.values().iterator().next();
            label += only.label;
            value = only.value;
            children = only.children;
        }
    }

    private final Node<V> root = new Node<>("", null);

    /** The value of exactly this key, or null. */
    V get(String key) {
        Node<V> node = root;
        int at = 0;
        while (node != null && at < key.length()) {
            node = next(node, key, at);
            at += node == null ? 0 : node.label.length();
        }
        return node == null ? null : node.value;
    }

    /** Sets the value of a key. */
    void put(String key, V value) {
        Node<V> node = root;
        int at = 0;
        while (at < key.length()) {
            Node<V> child = node.childFor(key, at);
            if (child == null) {
                node.add(new Node<>(key.substring(at), value));
                return;
            }
            int common = commonLength(child.label, key, at);
            node = common < child.label.length() ? node.split(child, common) : child;
            at += common;
        }
        node.value = value;
    }

    /** Takes a key away; does nothing if it is not there. */
    void remove(String key) {
        Node<V> parent = null;
        Node<V> node = root;
        int at = 0;
        while (at < key.length()) {
            parent = node;
            node = next(node, key, at);
            if (node == null) {
                return;
            }
            at += node.label.length();
        }
        node.value = null;
        if (parent == null) {
            return;
        }
        if (node.children.isEmpty()) {
            parent.children.remove(node.label.charAt(0));
            compact(parent);
        } else {
            compact(node);
        }
    }

    private void compact(Node<V> node) {
        if (node != root && node.value == null && node.children.size() == 1) {
            node.absorb();
        }
    }

    /** Visits the values of all keys that the text begins with, the shortest key first. */
    void forEachPrefixOf(String text, Consumer<? super V> visitor) {
        Node<V> node = root;
        int at = 0;
        while (node != null) {
            if (node.value != null) {
                visitor.accept(node.value);
            }
            at += node.label.length();
            node = at < text.length() ? next(node, text, at) : null;
        }
    }

    /** The value of the longest key that the text begins with, or null. */
    V longestPrefixOf(String text) {
        V longest = null;
        Node<V> node = root;
        int at = 0;
        while (node != null) {
            longest = node.value != null ? node.value : longest;
            at += node.label.length();
            node = at < text.length() ? next(node, text, at) : null;
        }
        return longest;
    }

    /** Whether there is no key. */
    boolean isEmpty() {
        return root.value == null && root.children.isEmpty();
    }

    /** The child whose label the text has at a position, or null. */
    private static <V> Node<V> next(Node<V> node, String text, int at) {
        Node<V> child = node.childFor(text, at);
        return child != null && text.startsWith(child.label, at) ? child : null;
    }

    private static int commonLength(String label, String key, int at) {
        int limit = Math.min(label.length(), key.length() - at);
        int length = 0;
        while (length < limit && label.charAt(length) == key.charAt(at + length)) {
            length++;
        }
        return length;
    }
}
