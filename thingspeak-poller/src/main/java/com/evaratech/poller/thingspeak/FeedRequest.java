package com.evaratech.poller.thingspeak;

import com.evaratech.poller.source.BadAnswer;
import com.evaratech.poller.source.FeedQuery;
import com.evaratech.poller.source.Trouble;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** One request and its answer: status, size and time are judged here, the content elsewhere. */
final class FeedRequest {

    // Of a row: 8 fields of 255 characters, each six bytes long when it is escaped.
    private static final int LARGEST_ROW = 12_800;
    private static final int LARGEST_HEAD = 64 << 10;

    // 1,000 rows of 8 fields with 255 plain characters have 2.2 MB; only one second that has more
    // of them is asked for at once.
    private static final int LARGEST_PAGE = 4 << 20;
    private static final int LARGEST_SECOND = 16 << 20;

    private static final String REFUSED = "-1";
    private static final int LONGEST_RETRY_SECONDS = 3_600;

    private final HttpClient http;
    private final Duration timeout;
    private final InstantSource clock;

    FeedRequest(HttpClient http, Duration timeout, InstantSource clock) {
        this.http = http;
        this.timeout = timeout;
        this.clock = clock;
    }

    /**
     * The body of a success.
     *
     * @param rows that were asked for at most
     */
    byte[] send(URI address, @Nullable String readApiKey, int rows)
            throws BadAnswer, InterruptedException {
        int most = largest(rows);
        var request = HttpRequest.newBuilder(address).header("Accept", "application/json");
        if (readApiKey != null) {
            request.header("X-THINGSPEAKAPIKEY", readApiKey);
        }
        // The client's own time-out ends with the headers; a body may trickle.
        var exchange = http.sendAsync(request.build(), head -> new BoundedBody(most, length(head)));
        try {
            return body(exchange.get(timeout.toMillis(), TimeUnit.MILLISECONDS), most);
        } catch (TimeoutException e) {
            throw BadAnswer.of(
                    Trouble.TIMEOUT, "no whole answer within %d ms".formatted(timeout.toMillis()));
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } finally {
            boolean _ = exchange.cancel(true);
        }
    }

    private static long length(ResponseInfo head) {
        return head.headers().firstValueAsLong("content-length").orElse(0);
    }

    private static int largest(int rows) {
        return Math.min(
                rows > FeedQuery.PAGE ? LARGEST_SECOND : LARGEST_PAGE,
                LARGEST_HEAD + rows * LARGEST_ROW);
    }

    private static BadAnswer failure(@Nullable Throwable cause) {
        for (Throwable each = cause; each != null; each = each.getCause()) {
            switch (each) {
                case BadAnswer known -> {
                    return known;
                }
                case UnresolvedAddressException _ -> {
                    return BadAnswer.of(Trouble.NAME_UNKNOWN, "the name has no address");
                }
                case SSLException _ -> {
                    return BadAnswer.of(
                            Trouble.TLS_FAILED, "no secure connection: " + each.getMessage());
                }
                default -> {}
            }
        }
        // The texts of these exceptions are the platform's: addresses, no content.
        return BadAnswer.of(
                Trouble.UNREACHABLE,
                cause == null ? "the exchange broke" : "the exchange broke: " + cause);
    }

    private byte[] body(HttpResponse<byte[]> response, int most) throws BadAnswer {
        int status = response.statusCode();
        if (status == 200) {
            return decoded(response, most);
        }
        if (status >= 300 && status < 400) {
            throw BadAnswer.of(
                    Trouble.REDIRECTED,
                    "status %d to %s: the address of ThingSpeak is set wrong"
                            .formatted(status, target(response)));
        }
        if (status == 401 || status == 403 || (status == 400 && isRefusal(response.body()))) {
            throw BadAnswer.of(
                    Trouble.KEY_REFUSED,
                    "status %d: the channel is private, the key is not its".formatted(status));
        }
        throw BadAnswer.of(trouble(status), "status " + status, retryAfter(response));
    }

    private static Trouble trouble(int status) {
        return switch (status) {
            case 404 -> Trouble.NOT_FOUND;
            case 429 -> Trouble.TOO_MANY_REQUESTS;
            default -> status >= 500 ? Trouble.SERVER_ERROR : Trouble.REQUEST_REFUSED;
        };
    }

    private static boolean isRefusal(byte[] body) {
        return body.length <= 8
                && new String(body, StandardCharsets.UTF_8)
                        .replace('"', ' ')
                        .strip()
                        .equals(REFUSED);
    }

    /** Only the host: what follows may hold a key. */
    private static String target(HttpResponse<?> response) {
        try {
            URI to = response.uri().resolve(response.headers().firstValue("location").orElse(""));
            return to.getScheme() + "://" + to.getHost();
        } catch (IllegalArgumentException e) {
            return "an address that is none";
        }
    }

    /** In seconds, or as a time. */
    private @Nullable Duration retryAfter(HttpResponse<?> response) {
        return response.headers()
                .firstValue("retry-after")
                .map(text -> seconds(text.strip()))
                .filter(seconds -> seconds > 0)
                .map(seconds -> Duration.ofSeconds(Math.min(seconds, LONGEST_RETRY_SECONDS)))
                .orElse(null);
    }

    private long seconds(String text) {
        if (text.matches("[0-9]{1,6}")) {
            return Long.parseLong(text);
        }
        try {
            Instant then = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text));
            return Duration.between(clock.instant(), then).toSeconds();
        } catch (DateTimeException e) {
            // As if it had not been said.
            return 0;
        }
    }

    /** Nobody asked for it, but proxies compress all the same. */
    private static byte[] decoded(HttpResponse<byte[]> response, int most) throws BadAnswer {
        String encoding = response.headers().firstValue("content-encoding").orElse("identity");
        return switch (encoding) {
            case "identity" -> response.body();
            case "gzip" -> unzipped(response.body(), most);
            default ->
                    throw BadAnswer.of(
                            Trouble.NOT_JSON, "the answer has an encoding that nobody asked for");
        };
    }

    private static byte[] unzipped(byte[] zipped, int most) throws BadAnswer {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
            byte[] body = in.readNBytes(most + 1);
            if (body.length > most) {
                throw BadAnswer.of(
                        Trouble.TOO_LARGE, "the answer has more than %d bytes".formatted(most));
            }
            return body;
        } catch (IOException e) {
            throw BadAnswer.of(Trouble.NOT_JSON, "the answer is not what its encoding says");
        }
    }
}
