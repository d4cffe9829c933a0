package io.camelwamp.bridge.interop;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelwamp.testing.interop.Peer;
import io.camelwamp.testing.interop.PeerProcess;
import java.util.List;
import java.util.Map;

/** The demo page in a real browser, used as a person would: by the names of its parts. */
final class BrowserPage implements AutoCloseable {
    private final PeerProcess node;

    private BrowserPage(PeerProcess node) {
        this.node = node;
    }

    /** Starts a driver; the browser starts with the first page. */
    static BrowserPage start() {
        return new BrowserPage(
                PeerProcess.start("browser.js", Peer.chromium().orElseThrow().toString()));
    }

    /** Loads a page in a fresh tab. */
    void open(String url) {
        node.askAndWait("open", Map.of("url", url));
    }

    /** Closes the tab. */
    void leave() {
        node.askAndWait("close", Map.of());
    }

    /** One of the page's parts. */
    final class Section {
        private final String name;

        private Section(String name) {
            this.name = name;
        }

        Section fill(String label, String text) {
            node.askAndWait("fill", Map.of("within", name, "label", label, "text", text));
            return this;
        }

        Section choose(String option) {
            node.askAndWait("choose", Map.of("within", name, "option", option));
            return this;
        }

        Section select(String label, String option) {
            node.askAndWait("select", Map.of("within", name, "label", label, "option", option));
            return this;
        }

        Section press(String button) {
            node.askAndWait("press", Map.of("within", name, "button", button));
            return this;
        }
    }

    Section section(String name) {
        return new Section(name);
    }

    /** Waits until an element of that kind contains a text, and returns all of its text. */
    String see(String selector, String text) {
        return node.askAndWait("see", Map.of("selector", selector, "text", text))
                .path("text")
                .asText();
    }

    int count(String selector) {
        return node.askAndWait("count", Map.of("selector", selector))
                .path("count")
                .asInt();
    }

    /** What the browser complained about: failed scripts, refused resources. */
    List<String> complaints() {
        return node.toldSoFar("console").stream()
                .filter(line -> line.path("level").asText().matches("error|warning"))
                .map(line -> line.path("text"))
                .map(JsonNode::asText)
                .toList();
    }

    @Override
    public void close() {
        node.close();
    }
}
