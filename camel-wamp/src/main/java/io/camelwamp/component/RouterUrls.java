package io.camelwamp.component;

import io.camelwamp.session.SessionConfig;
import java.net.URI;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The option {@code url}: URLs of routers, separated by commas. User info and query may be
 * credentials: they are for the transport only and never for people. Both may have commas, so only one
 * with the beginning of another URL behind it separates; whoever connects and whoever reads a masked
 * URL sees the same ones.
 */
final class RouterUrls {
    private static final String LOCAL = "local";

    /** The option in the URI of an endpoint, plain, encoded or RAW. */
    private static final Pattern OPTION = Pattern.compile("([?&]url=)(RAW\\(.*?\\)(?=&|$)|RAW\\{.*?}(?=&|$)|[^&]*)");

    /** A comma, or several, before a URL of a transport on the class path; or the end of the list. */
    private static final Pattern SEPARATOR = Pattern.compile(
            "\\s*,[,\\s]*(?=(?:" + schemes() + "):/|" + LOCAL + ":)|[,\\s]+$", Pattern.CASE_INSENSITIVE);

    /** Camel takes a '+' in the URI of an endpoint for a blank, which no scheme has. */
    private static final Pattern DECODED_PLUS = Pattern.compile("^(rs|ws) unix:");

    private RouterUrls() {}

    /**
     * Reads the option.
     *
     * @throws IllegalArgumentException if it is not usable; the text says what would be
     */
    static List<URI> parse(String option) {
        List<URI> urls = split(option).map(RouterUrls::parseOne).toList();
        if (urls.isEmpty()) {
            throw new IllegalArgumentException(
                    "The option url is empty: it must be the URL of a router, such as ws://127.0.0.1:8080/ws");
        }
        if (urls.size() > 1 && urls.stream().anyMatch(RouterUrls::isLocal)) {
            throw new IllegalArgumentException(
                    "The option url has local: beside other URLs, but a session with an embedded router"
                            + " lives on that router's event loop and cannot go elsewhere");
        }
        return urls;
    }

    static boolean isLocal(URI url) {
        return LOCAL.equalsIgnoreCase(url.getScheme());
    }

    private static URI parseOne(String text) {
        URI url;
        try {
            url = URI.create(text);
        } catch (IllegalArgumentException e) {
            // Without the cause, whose text repeats the URL with its credentials.
            throw new IllegalArgumentException(
                    "The option url must be like ws://127.0.0.1:8080/ws, with special characters as %XX, but is "
                            + masked(text));
        }
        if (url.getRawPath() != null && url.getRawPath().indexOf(',') >= 0) {
            throw new IllegalArgumentException(
                    "The option url has a comma in a path: each URL behind a comma must begin like ws://, and a comma"
                            + " that belongs to a path must be written as %2C, but it is "
                            + masked(text));
        }
        return url;
    }

    /** The option for people. */
    static String masked(String option) {
        return split(option).map(RouterUrls::maskedOne).collect(Collectors.joining(","));
    }

    private static String maskedOne(String url) {
        int authority = url.indexOf("://");
        int query = url.indexOf('?');
        if (authority < 0 || (query >= 0 && query < authority)) {
            return url.indexOf('@') < 0 ? withoutQuery(url) : "…";
        }
        // The last '@' of all, as people forget to encode passwords; behind a '?' it may as well belong
        // to the query. Rather too little than too much.
        int start = Math.max(authority + 3, url.lastIndexOf('@') + 1);
        boolean ambiguous = query >= 0 && query < start;
        return url.substring(0, authority + 3) + (ambiguous ? "…" : withoutQuery(url.substring(start)));
    }

    private static String withoutQuery(String url) {
        int query = url.indexOf('?');
        String rest = query < 0 ? url : url.substring(0, query);
        return rest.isEmpty() ? "…" : rest;
    }

    /**
     * The URI of an endpoint for people.
     *
     * @param uri as it was given
     * @param option the value of the option url in it, decoded; null if it has none
     */
    static String maskedEndpointUri(String uri, String option) {
        if (option == null || (option.indexOf('@') < 0 && option.indexOf('?') < 0)) {
            return uri;
        }
        return OPTION.matcher(uri).replaceFirst("$1" + Matcher.quoteReplacement(masked(option)));
    }

    private static Stream<String> split(String option) {
        return SEPARATOR
                .splitAsStream(option)
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .map(part -> DECODED_PLUS.matcher(part).replaceFirst("$1+unix:"));
    }

    /** As a regular expression that knows the blank of {@link #DECODED_PLUS}, too. */
    private static String schemes() {
        return SessionConfig.discoverProviders().stream()
                .flatMap(provider -> provider.schemes().stream())
                .map(scheme -> Pattern.quote(scheme).replace("+", "\\E[+ ]\\Q"))
                .sorted()
                .collect(Collectors.joining("|"));
    }
}
