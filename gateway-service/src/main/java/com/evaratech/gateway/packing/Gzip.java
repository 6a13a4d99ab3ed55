package com.evaratech.gateway.packing;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** The coding in which answers are packed (RFC 9110 §8.4.1.3). */
public final class Gzip {

    /** What {@code Content-Encoding} calls it. */
    public static final String NAME = "gzip";

    // What fits into one packet comes no sooner for being shorter.
    /** The shortest body that is packed, in bytes. */
    public static final int WORTH_BYTES = 1_024;

    private static final Set<String> NAMES = Set.of(NAME, "x-gzip");
    private static final String ANY = "*";
    private static final String ACCEPT_ENCODING = "Accept-Encoding";
    private static final Pattern REFUSED = Pattern.compile("q=0(\\.0{0,3})?");

    private Gzip() {}

    /** Whether a request says that its answer may be packed (RFC 9110 §12.5.3). */
    public static boolean isTakenBy(MultiMap request) {
        List<String> codings =
                request.getAll(HttpHeaders.ACCEPT_ENCODING).stream()
                        .flatMap(line -> List.of(line.split(",", -1)).stream())
                        .map(coding -> coding.replaceAll("\\s", "").toLowerCase(Locale.ROOT))
                        .toList();
        return weighed(codings, NAMES).or(() -> weighed(codings, Set.of(ANY))).orElse(false);
    }

    private static Optional<Boolean> weighed(List<String> codings, Set<String> names) {
        return codings.stream()
                .map(coding -> coding.split(";", 2))
                .filter(parts -> names.contains(parts[0]))
                .map(parts -> parts.length == 1 || !REFUSED.matcher(parts[1]).matches())
                .reduce(Boolean::logicalOr);
    }

    /** Says of an answer that others may get it in another coding. */
    public static void tellForms(MultiMap answer) {
        boolean isTold =
                answer.getAll(HttpHeaders.VARY).stream()
                        .anyMatch(
                                line -> line.toLowerCase(Locale.ROOT).contains("accept-encoding"));
        if (!isTold) {
            answer.add(HttpHeaders.VARY, ACCEPT_ENCODING);
        }
    }

    /** Packs a whole body; some milliseconds for a megabyte. */
    public static Buffer pack(Buffer body) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream(body.length() / 4);
        try (GZIPOutputStream target = new Quick(packed)) {
            target.write(body.getBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Buffer.buffer(packed.toByteArray());
    }

    private static final class Quick extends GZIPOutputStream {

        // As the server packs what it streams.
        private static final int LEVEL = 2;

        Quick(OutputStream target) throws IOException {
            super(target);
            def.setLevel(LEVEL);
        }
    }

    /**
     * The body that was packed.
     *
     * @throws UncheckedIOException when it was not
     */
    public static Buffer unpack(Buffer packed) {
        try (var source = new GZIPInputStream(new ByteArrayInputStream(packed.getBytes()))) {
            return Buffer.buffer(source.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
