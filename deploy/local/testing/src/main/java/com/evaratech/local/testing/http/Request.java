package com.evaratech.local.testing.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/**
 * A request to the service under test, as a caller sends it. It says nothing by itself that it was
 * not told to say; redirections are not followed. Methods named by a verb send it, and wait for the
 * whole answer. One that is not answered ends with an {@link UncheckedIOException}.
 */
public final class Request {

    private static final String JSON = "application/json";
    private static final ObjectMapper MAPPER = new ObjectMapper().findAndRegisterModules();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static volatile @Nullable Witness witness;

    // Longer than any service takes; a test of one that never answers ends, and says which request.
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final HttpRequest.Builder http = HttpRequest.newBuilder().timeout(PATIENCE);
    private final List<String> query = new ArrayList<>();
    private BodyPublisher body = BodyPublishers.noBody();
    private boolean isEncoding = true;

    private Request() {}

    /** Sees every answer before the test does, and may throw. */
    public interface Witness {

        /**
         * An answer came.
         *
         * @param path as it was sent, without the query
         */
        void saw(String method, String path, Response answer);
    }

    /** A request of nobody. */
    public static Request given() {
        return new Request();
    }

    /** Where the service under test listens. */
    public static int port() {
        var config = ConfigProvider.getConfig();
        int testPort = config.getValue("quarkus.http.test-port", Integer.class);
        return testPort == 0 ? config.getValue("quarkus.http.port", Integer.class) : testPort;
    }

    /** From now on, this one sees all answers; {@code null} for nobody. */
    public static void showTo(@Nullable Witness whom) {
        witness = whom;
    }

    /** Of whom the token tells. */
    public Request bearer(String token) {
        return header("Authorization", "Bearer " + token);
    }

    /** Adds a header. */
    public Request header(String name, String value) {
        http.header(name, value);
        return this;
    }

    /** Says what the body is. */
    public Request contentType(String mediaType) {
        http.setHeader("Content-Type", mediaType);
        return this;
    }

    /** Says that the body is JSON. */
    public Request asJson() {
        return contentType(JSON);
    }

    /** Sends a text in UTF-8, bytes as they are, and whatever else as JSON. */
    public Request body(Object content) {
        body =
                BodyPublishers.ofByteArray(
                        switch (content) {
                            case byte[] bytes -> bytes;
                            case String text -> text.getBytes(StandardCharsets.UTF_8);
                            default -> json(content);
                        });
        return this;
    }

    private static byte[] json(Object content) {
        try {
            return MAPPER.writeValueAsBytes(content);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not to be written as JSON: " + content, e);
        }
    }

    /** Adds to the query. */
    public Request queryParam(String name, Object value) {
        query.add(whole(name) + "=" + whole(value.toString()));
        return this;
    }

    /** Leaves the address as it is: it is encoded already, or wrong on purpose. */
    public Request encoded() {
        isEncoding = false;
        return this;
    }

    public Response get(String path) {
        return request("GET", path);
    }

    public Response head(String path) {
        return request("HEAD", path);
    }

    public Response post(String path) {
        return request("POST", path);
    }

    public Response put(String path) {
        return request("PUT", path);
    }

    public Response delete(String path) {
        return request("DELETE", path);
    }

    /**
     * Sends it.
     *
     * @param path with a query or without; or a whole address, as an answer named it
     */
    public Response request(String method, String path) {
        URI address = URI.create(address(path));
        HttpRequest sent = http.copy().uri(address).method(method, body).build();
        try {
            var answer = new Response(CLIENT.send(sent, BodyHandlers.ofByteArray()));
            Witness seeing = witness;
            if (seeing != null) {
                seeing.saw(method, address.getRawPath(), answer);
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + address + " was not answered", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private String address(String path) {
        String whole = path.startsWith("http") ? path : "http://localhost:" + port() + path;
        if (!query.isEmpty()) {
            whole += (path.contains("?") ? "&" : "?");
        }
        return (isEncoding ? encode(whole) : whole) + String.join("&", query);
    }

    /** All that an address cannot hold, and what is a sign of encoding: nothing is encoded yet. */
    private static String encode(String address) {
        var encoded = new StringBuilder(address.length() + 16);
        address.codePoints()
                .forEach(each -> {
                    if (each < 128 && (Character.isLetterOrDigit(each) || isSign(each))) {
                        encoded.appendCodePoint(each);
                    } else {
                        encoded.append(whole(Character.toString(each)));
                    }
                });
        return encoded.toString();
    }

    private static boolean isSign(int each) {
        return "-._~:/?&=@!$'()*,;".indexOf(each) >= 0;
    }

    private static String whole(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
