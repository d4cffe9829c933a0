package io.camelwamp.codec;

import java.util.HashSet;
import java.util.Set;

/** Finds repeated keys of a dictionary that is checked without being built. */
final class DistinctKeys {
    private String first;
    private Set<String> all;

    /** Takes the next key; a violation if it was there before. */
    void add(String key) {
        if (first == null) {
            first = key;
            return;
        }
        if (all == null) {
            all = new HashSet<>();
            all.add(first);
        }
        if (!all.add(key)) {
            throw ElementReader.duplicateKey();
        }
    }
}
