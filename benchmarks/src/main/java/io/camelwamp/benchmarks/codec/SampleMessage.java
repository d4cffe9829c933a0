package io.camelwamp.benchmarks.codec;

import io.camelwamp.protocol.Event;
import io.camelwamp.protocol.EventDetails;
import io.camelwamp.protocol.Message;
import io.camelwamp.protocol.Payload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is encoded and decoded: EVENTs of three kinds, as a message and as plain lists and maps. */
public enum SampleMessage {
    /** One text of 50 letters. */
    TEXT {
        @Override
        List<Object> args() {
            return List.of("The quick brown fox jumps over the lazy dog, again");
        }

        @Override
        Map<String, Object> kwargs() {
            return Map.of();
        }
    },
    /** An order: an object with twelve members and three objects in it. */
    RECORD {
        @Override
        List<Object> args() {
            return List.of();
        }

        @Override
        Map<String, Object> kwargs() {
            Map<String, Object> order = new LinkedHashMap<>();
            order.put("id", 8_231_772L);
            order.put("customer", "Zoë O'Connor");
            order.put("express", true);
            order.put("total", 129.95);
            order.put("note", null);
            for (int i = 0; i < 7; i++) {
                order.put("field" + i, "value " + i);
            }
            List<Object> lines = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Map<String, Object> line = new LinkedHashMap<>();
                line.put("article", "A-1000" + i);
                line.put("count", (long) i + 1);
                line.put("price", 43.3166 * i);
                lines.add(line);
            }
            order.put("lines", lines);
            return order;
        }
    },
    /** A thousand numbers. */
    NUMBERS {
        @Override
        List<Object> args() {
            List<Object> numbers = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                numbers.add(i % 2 == 0 ? (Object) (1L << i % 40) : (Object) (i / 7.0));
            }
            return List.of(numbers);
        }

        @Override
        Map<String, Object> kwargs() {
            return Map.of();
        }
    };

    private static final long SUBSCRIPTION = 5_512_315_355L;
    private static final long PUBLICATION = 4_429_313_566L;
    private static final int EVENT = 36;

    abstract List<Object> args();

    abstract Map<String, Object> kwargs();

    /** The message; its payload is not encoded. */
    Message message() {
        return new Event(SUBSCRIPTION, PUBLICATION, EventDetails.NONE, Payload.of(args(), kwargs()));
    }

    /** The list that the message is on the wire. */
    List<Object> wire() {
        List<Object> list = new ArrayList<>(List.of(EVENT, SUBSCRIPTION, PUBLICATION, Map.of(), args()));
        if (!kwargs().isEmpty()) {
            list.add(kwargs());
        }
        return list;
    }
}
