package com.evaratech.common.gate;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jose4j.lang.JoseException;

/** Reads the identity provider's list of public keys over HTTP; blocks. */
@Singleton
class KeySetSource {

    private static final Duration TO_CONNECT = Duration.ofSeconds(2);
    private static final Duration TO_ANSWER = Duration.ofSeconds(4);

    // A list of dozens of keys has some ten thousand.
    private static final int LARGEST_BYTES = 256 * 1024;
    private static final int OK = 200;

    private final URI address;

    KeySetSource(IdentityConfig config) {
        this.address = URI.create(config.keysUrl());
    }

    /**
     * The keys that are published now.
     *
     * @throws KeySetUnreadable when there is no such list in time
     */
    KeySet read() throws KeySetUnreadable, InterruptedException {
        // Made for each reading, which is rare: one that is kept would have its state in the native
        // image.
        try (var http =
                HttpClient.newBuilder()
                        .connectTimeout(TO_CONNECT)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .version(HttpClient.Version.HTTP_1_1)
                        .build()) {
            var request =
                    HttpRequest.newBuilder(address)
                            .timeout(TO_ANSWER)
                            .header("Accept", "application/json")
                            .build();
            var answer = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                if (answer.statusCode() != OK) {
                    throw new KeySetUnreadable("status " + answer.statusCode());
                }
                return KeySet.parse(text(body));
            }
        } catch (IOException | JoseException | ClassCastException e) {
            // The last is what the parser makes of JSON that is something else.
            throw new KeySetUnreadable(e.toString(), e);
        }
    }

    private static String text(InputStream body) throws IOException, KeySetUnreadable {
        byte[] bytes = body.readNBytes(LARGEST_BYTES + 1);
        if (bytes.length > LARGEST_BYTES) {
            throw new KeySetUnreadable("more than " + LARGEST_BYTES + " bytes");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
