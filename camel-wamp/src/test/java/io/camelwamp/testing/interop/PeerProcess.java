package io.camelwamp.testing.interop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * A script of {@code src/test/peers} as a child process: commands and answers are lines of JSON on
 * its standard input and output, as {@code lines.js} says. May be used from any thread.
 */
public final class PeerProcess implements AutoCloseable {
    /** For everything that is waited for. */
    public static final Duration LIMIT = Duration.ofSeconds(30);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final Path complaints;
    private final Writer input;
    private final Thread reader;
    private final AtomicLong lastAsked = new AtomicLong();
    private final Map<Long, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
    private final List<JsonNode> told = new ArrayList<>();
    private boolean ended;

    private PeerProcess(Process process, Path complaints, String name) {
        this.process = process;
        this.complaints = complaints;
        this.input = process.outputWriter(StandardCharsets.UTF_8);
        this.reader = new Thread(this::read, name);
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts a script with arguments. */
    public static PeerProcess start(String script, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Peer.interpreter(script).orElseThrow().toString());
        command.add(Peer.SCRIPTS.resolve(script).toString());
        command.addAll(List.of(arguments));
        try {
            Path complaints = Files.createTempFile(script, ".log");
            ProcessBuilder builder =
                    new ProcessBuilder(command).directory(Peer.SCRIPTS.toFile()).redirectError(complaints.toFile());
            builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
            Process process = builder.start();
            return new PeerProcess(process, complaints, script);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Sends a command.
     *
     * @return its answer; fails with {@link PeerError}
     */
    public CompletableFuture<JsonNode> ask(String command, Map<String, ?> fields) {
        long number = lastAsked.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        asked.put(number, answer);
        Map<String, Object> line = new LinkedHashMap<>(fields);
        line.put("ask", number);
        line.put("do", command);
        try {
            synchronized (input) {
                input.write(JSON.writeValueAsString(line));
                input.write('\n');
                input.flush();
            }
        } catch (IOException e) {
            answer.completeExceptionally(new AssertionError("The script has ended: " + log(), e));
        }
        return answer;
    }

    /** Sends a command and waits for its answer. */
    public JsonNode askAndWait(String command, Map<String, ?> fields) {
        return await(ask(command, fields), command);
    }

    /** Waits for an answer, whoever it comes from. */
    public static <T> T await(CompletableFuture<T> answer, String what) {
        try {
            return answer.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new AssertionError(what, e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("No answer to '" + what + "' within " + LIMIT, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(what, e);
        }
    }

    /** Waits for the first thing told that fits, and takes it away. */
    public JsonNode told(String what, Predicate<JsonNode> fits) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        synchronized (told) {
            while (true) {
                for (Iterator<JsonNode> lines = told.iterator(); lines.hasNext(); ) {
                    JsonNode line = lines.next();
                    if (line.path("tell").asText().equals(what) && fits.test(line)) {
                        lines.remove();
                        return line;
                    }
                }
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (ended || left <= 0) {
                    throw new AssertionError("No '" + what + "' came, but " + told + "; log: " + log());
                }
                try {
                    told.wait(left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new AssertionError(what, e);
                }
            }
        }
    }

    /** Takes everything told so far of one kind. */
    public List<JsonNode> toldSoFar(String what) {
        synchronized (told) {
            List<JsonNode> found = told.stream()
                    .filter(line -> line.path("tell").asText().equals(what))
                    .toList();
            told.removeAll(found);
            return found;
        }
    }

    /** Throws away what was told so far. */
    public void forget() {
        synchronized (told) {
            told.clear();
        }
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String text = lines.readLine(); text != null; text = lines.readLine()) {
                take(JSON.readTree(text));
            }
        } catch (IOException e) {
            asked.values().forEach(answer -> answer.completeExceptionally(e));
        } finally {
            synchronized (told) {
                ended = true;
                told.notifyAll();
            }
            AssertionError end = new AssertionError("The script has ended: " + log());
            asked.values().forEach(answer -> answer.completeExceptionally(end));
        }
    }

    private void take(JsonNode line) {
        if (line.has("tell")) {
            synchronized (told) {
                told.add(line);
                told.notifyAll();
            }
            return;
        }
        CompletableFuture<JsonNode> answer = asked.remove(line.path("ask").asLong());
        if (line.has("error")) {
            answer.completeExceptionally(new PeerError(line.get("error")));
        } else {
            answer.complete(line);
        }
    }

    private String log() {
        try {
            return Files.readString(complaints);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Ends the process: by the end of its input, and by force if that does not help in time. */
    @Override
    public void close() {
        try {
            synchronized (input) {
                input.close();
            }
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
            }
            reader.join(LIMIT.toMillis());
            Files.deleteIfExists(complaints);
        } catch (IOException e) {
            process.destroyForcibly();
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
