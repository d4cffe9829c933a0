package io.camelwamp.benchmarks.codec;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelwamp.codec.MessageCodec;
import io.camelwamp.codec.PayloadMode;
import io.camelwamp.codec.Serializers;
import io.camelwamp.protocol.Message;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * One EVENT to octets and back: time, and with {@code gc.alloc.rate.norm} the octets of heap that
 * each message costs.
 *
 * <p>Decoding makes plain values of the payload, as clients do, or leaves it as octets, as routers
 * do; the tree model stops at its nodes, which is in its favour. Run it with {@code benchmarks/run
 * codec}, and options of JMH such as {@code -p serializer=cbor -f 1}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class CodecBenchmark {
    /** The format on the wire. */
    @Param({"json", "msgpack", "cbor"})
    public String serializer;

    /** The message. */
    @Param
    public SampleMessage message;

    private MessageCodec client;
    private MessageCodec router;
    private TreeModel tree;
    private Message value;
    private List<Object> wire;
    private byte[] octets;

    /**
     * Runs it.
     *
     * @param args options of JMH
     */
    public static void main(String[] args) throws RunnerException, CommandLineOptionException {
        new Runner(new OptionsBuilder()
                        .parent(new CommandLineOptions(args))
                        .include(CodecBenchmark.class.getName())
                        .addProfiler(GCProfiler.class)
                        .build())
                .run();
    }

    /** Makes the message and its octets. */
    @Setup
    public void encodeOnce() throws IOException {
        client = new MessageCodec(Serializers.named(serializer), PayloadMode.VALUES);
        router = new MessageCodec(Serializers.named(serializer), PayloadMode.OCTETS);
        tree = TreeModel.of(serializer);
        value = message.message();
        wire = message.wire();
        octets = client.encode(value);
        JsonNode ours = tree.decode(octets);
        JsonNode theirs = tree.decode(tree.encode(wire));
        if (!ours.equals(theirs)) {
            throw new IllegalStateException("Two messages are compared: " + ours + " and " + theirs);
        }
    }

    /** Our codec, from values. */
    @Benchmark
    public byte[] encode() {
        return client.encode(value);
    }

    /** Our codec, to values. */
    @Benchmark
    public Message decode() {
        return client.decode(octets, 0, octets.length);
    }

    /** Our codec, the payload checked and kept as octets. */
    @Benchmark
    public Message decodeToHandOn() {
        return router.decode(octets, 0, octets.length);
    }

    /** Jackson, from values by way of a tree. */
    @Benchmark
    public byte[] encodeTree() throws IOException {
        return tree.encode(wire);
    }

    /** Jackson, to a tree. */
    @Benchmark
    public JsonNode decodeTree() throws IOException {
        return tree.decode(octets);
    }
}
