package io.camelwamp.codec;

import io.camelwamp.protocol.Call;
import io.camelwamp.protocol.CallOptions;
import io.camelwamp.protocol.ErrorMessage;
import io.camelwamp.protocol.Event;
import io.camelwamp.protocol.EventDetails;
import io.camelwamp.protocol.Hello;
import io.camelwamp.protocol.HelloDetails;
import io.camelwamp.protocol.Message;
import io.camelwamp.protocol.MessageType;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.Publish;
import io.camelwamp.protocol.PublishOptions;
import io.camelwamp.protocol.Published;
import io.camelwamp.protocol.Result;
import io.camelwamp.protocol.ResultDetails;
import io.camelwamp.protocol.Subscribe;
import io.camelwamp.protocol.SubscribeOptions;
import io.camelwamp.protocol.Yield;
import io.camelwamp.protocol.YieldOptions;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Messages and values to try serializers with. */
final class SampleMessages {
    /** Every kind of value that all serializers carry. */
    static final List<Object> ALL_KINDS = Arrays.asList(
            null,
            true,
            false,
            0,
            -1,
            23,
            24,
            127,
            128,
            255,
            256,
            65535,
            65536,
            -32,
            -33,
            -128,
            -129,
            -32768,
            -32769,
            Integer.MAX_VALUE,
            Integer.MIN_VALUE,
            4294967295L,
            4294967296L,
            Long.MAX_VALUE,
            Long.MIN_VALUE,
            BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE),
            0.0,
            -0.0,
            1.0,
            0.1,
            -1.5e-7,
            1e23,
            Double.MAX_VALUE,
            Double.MIN_VALUE,
            "",
            "text",
            "\"quoted\" \\ / \b\f\n\r\t\u0001\u001f\u007f",
            "x\u0000y",
            "\u00e4\u07ff\u0800\uffff",
            "\ud83d\ude00 \u4f60\u597d",
            "x".repeat(31),
            "x".repeat(32),
            "x".repeat(300),
            "\u4f60".repeat(30),
            "y".repeat(70_000),
            new byte[0],
            new byte[] {0, 1, -1, 24, 30},
            new byte[300],
            List.of(),
            Map.of(),
            List.of(List.of(List.of(1), "a"), Map.of("k", List.of(2.5))),
            Map.of("\u4f60 key", Map.of("", 1)));

    private SampleMessages() {}

    /** Short messages of many layouts. */
    static List<Message> messages() {
        Payload both = Payload.of(List.of("a", 42, 1.5, List.of(true)), Map.of("color", "orange"));
        return List.of(
                new Hello("realm1", new HelloDetails(Map.of("roles", Map.of("caller", Map.of())))),
                new Publish(1, PublishOptions.of(Map.of("acknowledge", true)), "com.a", both),
                new Publish(2, PublishOptions.NONE, "com.a", Payload.of(null, Map.of("k", 1))),
                new Published(1, 4429313566L),
                new Subscribe(3, SubscribeOptions.of(Map.of("match", "wildcard")), "com..a"),
                new Event(5, 6, EventDetails.of(Map.of("topic", "com.a")), both),
                new Call(7, CallOptions.NONE, "com.b", Payload.ofArgs("\u00e4\u4f60\ud83d\ude00")),
                new Result(8, ResultDetails.NONE, Payload.ofArgs(new byte[] {1, 2, 3, 4}, -70000)),
                new Yield(9, YieldOptions.of(Map.of("progress", true)), Payload.EMPTY),
                new ErrorMessage(MessageType.CALL, 7, Map.of(), "com.error.x", both));
    }

    /** A message with these arguments. */
    static Result result(List<?> args, Map<String, ?> kwargs) {
        return new Result(1, ResultDetails.NONE, Payload.of(args, kwargs));
    }

    /** Any value, the same for the same random numbers. */
    static Object anyValue(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 10 : 8)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> random.nextInt();
            case 3 -> random.nextLong() >> random.nextInt(64);
            case 4 -> new BigInteger(64, random);
            case 5 -> Double.longBitsToDouble(random.nextLong() & ~(1L << 62));
            case 6 -> anyText(random);
            case 7 -> anyBytes(random);
            case 8 ->
                random.ints(random.nextInt(4))
                        .mapToObj(i -> anyValue(random, depth - 1))
                        .toList();
            default -> anyDict(random, depth);
        };
    }

    private static Map<String, Object> anyDict(Random random, int depth) {
        Map<String, Object> dict = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            dict.put("k" + anyText(random), anyValue(random, depth - 1));
        }
        return dict;
    }

    private static String anyText(Random random) {
        int[] ends = {0x80, 0x80, 0x80, 0x800, 0xd800, 0x110000};
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(40); i > 0; i--) {
            int codePoint = 1 + random.nextInt(ends[random.nextInt(ends.length)] - 1);
            text.appendCodePoint(codePoint >= 0xd800 && codePoint < 0xe000 ? '?' : codePoint);
        }
        return text.toString();
    }

    private static byte[] anyBytes(Random random) {
        byte[] bytes = new byte[random.nextInt(300)];
        random.nextBytes(bytes);
        return bytes;
    }
}
