import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A small web shop: an HTTP server with views, which uses WAMP by the bridge's callback API. */
public final class ShopApp {
    private final Map<String, Integer> stock = new ConcurrentHashMap<>(Map.of("book", 100, "pen", 500));
    private final Map<String, Double> prices = Map.of("book", 9.5, "pen", 1.2);
    private volatile String auditResult = "not yet";

    private ShopApp() {}

    /** Runs the shop: {@code ShopApp [URL of the bridge [port [token]]]}. */
    public static void main(String[] arguments) throws Exception {
        String bridgeUrl = arguments.length > 0 ? arguments[0] : "http://127.0.0.1:8080";
        int port = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 8000;
        String token = arguments.length > 2 ? arguments[2] : "replace-this-by-a-random-one";
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        Wamp wamp = new Wamp(bridgeUrl, token, "http://localhost:" + port, server);
        new ShopApp().addViews(wamp, server);
        server.start();
        wamp.register();
        System.out.println("The shop is at http://localhost:" + port + "/");
    }

    private void addViews(Wamp wamp, HttpServer server) {
        wamp.rpc("com.example.shop.price", args -> price(args.get(0).asText(), args.get(1).asInt()));
        wamp.sub("com.example.shop.sold", args -> sold(args.get(0).asText(), args.get(1).asInt()));

        view(server, "/buy", query -> {
            String item = query.get("item");
            int quantity = Integer.parseInt(query.get("quantity"));
            JsonNode price = wamp.call("com.example.shop.price", item, quantity).path("args").get(0);
            wamp.publish("com.example.shop.sold", item, quantity);
            return quantity + " × " + item + ": " + price;
        });
        view(server, "/stock", query -> stock.get(query.get("item")) + " left");
        view(server, "/audit", query -> "asked, call " + wamp.callLater("com.example.add2", "/audit/done", 1, 2));
        wamp.callback("/audit/done", result -> auditResult = result.toString());
        view(server, "/audit/result", query -> auditResult);
    }

    private double price(String item, int quantity) {
        return prices.get(item) * quantity;
    }

    private void sold(String item, int quantity) {
        stock.merge(item, -quantity, Integer::sum);
    }

    /** A page for people: text in answer to a GET. */
    private static void view(HttpServer server, String path, Function<Map<String, String>, String> view) {
        server.createContext(path, exchange -> {
            String query = exchange.getRequestURI().getQuery() == null ? "" : exchange.getRequestURI().getQuery();
            Map<String, String> values = Arrays.stream(query.split("&"))
                    .map(pair -> pair.split("=", 2))
                    .filter(pair -> pair.length == 2)
                    .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
            answer(exchange, () -> view.apply(values) + "\n");
        });
    }

    private interface Body {
        String make() throws Exception;
    }

    /** What goes wrong in a view is an answer with status 500, which is an error for a WAMP caller. */
    private static void answer(HttpExchange exchange, Body body) throws IOException {
        int status = 200;
        byte[] octets;
        try {
            octets = body.make().getBytes(StandardCharsets.UTF_8);
        } catch (Exception e) {
            status = 500;
            octets = e.toString().getBytes(StandardCharsets.UTF_8);
        }
        try (exchange) {
            exchange.sendResponseHeaders(status, octets.length == 0 ? -1 : octets.length);
            exchange.getResponseBody().write(octets);
        }
    }

    /** All that an application needs to use WAMP by the bridge: rpc, sub, call, publish. */
    private static final class Wamp {
        private static final ObjectMapper JSON = new ObjectMapper();

        private final HttpClient http = HttpClient.newHttpClient();
        private final String bridge;
        private final String token;
        private final String self;
        private final HttpServer server;
        private final Map<String, String> procedures = new LinkedHashMap<>();
        private final Map<String, String> topics = new LinkedHashMap<>();

        Wamp(String bridge, String token, String self, HttpServer server) {
            this.bridge = bridge;
            this.token = token;
            this.self = self;
            this.server = server;
        }

        /** Makes a function a procedure. */
        void rpc(String procedure, Function<JsonNode, Object> function) {
            procedures.put(procedure, serve("/wamp/rpc/" + procedure + "/", function));
        }

        /** Has a function get the events of a topic. */
        void sub(String topic, Consumer<JsonNode> function) {
            topics.put(topic, serve("/wamp/pub/" + topic + "/", args -> {
                function.accept(args);
                return null;
            }));
        }

        private String serve(String path, Function<JsonNode, Object> function) {
            server.createContext(path, exchange -> answer(exchange, () -> {
                JsonNode request = JSON.readTree(exchange.getRequestBody());
                return JSON.writeValueAsString(function.apply(request.path("args")));
            }));
            return self + path;
        }

        /** Has a function get the results of calls that were not waited for. */
        void callback(String path, Consumer<JsonNode> function) {
            server.createContext(path, exchange -> answer(exchange, () -> {
                function.accept(JSON.readTree(exchange.getRequestBody()));
                return "";
            }));
        }

        /** Tells the bridge of all that. */
        void register() {
            post("/register/", Map.of("endpoints", procedures));
            post("/subscribe/", Map.of("endpoints", topics));
        }

        JsonNode call(String procedure, Object... args) {
            return post("/call/" + procedure + "/", Map.of("params", List.of(args)));
        }

        /** Calls, and has the result sent to a path of this application; returns the call's id. */
        String callLater(String procedure, String path, Object... args) {
            return post("/call/" + procedure + "/", Map.of("params", List.of(args), "callback", self + path))
                    .path("id")
                    .asText();
        }

        void publish(String topic, Object... args) {
            post("/publish/" + topic + "/", Map.of("params", List.of(args)));
        }

        private JsonNode post(String path, Map<String, ?> body) {
            try {
                HttpRequest request = HttpRequest.newBuilder(URI.create(bridge + path))
                        .header("Authorization", "Bearer " + token)
                        .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                        .build();
                JsonNode answer = JSON.readTree(
                        http.send(request, HttpResponse.BodyHandlers.ofString()).body());
                if (answer.has("error")) {
                    throw new IllegalStateException(path + ": " + answer);
                }
                return answer;
            } catch (IOException e) {
                throw new IllegalStateException("the bridge does not answer", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting for the bridge", e);
            }
        }
    }
}
