package com.evaratech.local.thingspeak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.evaratech.local.thingspeak.replay.ReplayOptions;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Real recordings, where a folder of them lies beside the repository ({@code -Devara.recordings=}
 * names another).
 */
class SharedRecordingsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void shouldAnswerWhatWasRecordedToTheLastCharacter() throws IOException, InterruptedException {
        Optional<Path> folder = folder();
        assumeTrue(folder.isPresent(), "no recordings beside the repository");
        Path recordings = folder.orElseThrow().resolve("thingspeak-json");
        ReplayOptions unmoved = new ReplayOptions(recordings, false, OptionalDouble.empty());
        try (StandIn standIn = StandIn.start(StandInOptions.empty().withReplay(unmoved));
                HttpClient client = HttpClient.newHttpClient();
                Stream<Path> files = Files.list(recordings)) {
            List<Path> all = files.toList();
            for (Path file : all) {
                JsonNode recorded = JSON.readTree(Files.readString(file));
                String uri =
                        standIn.uri()
                                + "/channels/"
                                + recorded.path("channel").path("id")
                                + "/feeds.json";
                HttpRequest request = HttpRequest.newBuilder(URI.create(uri)).build();
                String answer = client.send(request, BodyHandlers.ofString()).body();
                assertThat(JSON.readTree(answer)).as(file.toString()).isEqualTo(recorded);
            }
            assertThat(standIn.skippedFiles()).isEmpty();
        }
    }

    @Test
    void shouldTakeRealExports() throws IOException {
        Optional<Path> folder = folder();
        assumeTrue(folder.isPresent(), "no recordings beside the repository");
        ReplayOptions all = ReplayOptions.atOnce(folder.orElseThrow());
        try (StandIn standIn = StandIn.start(StandInOptions.empty().withReplay(all))) {
            long first = ReplayOptions.FIRST_CSV_CHANNEL;
            assertThat(standIn.store().find(first).orElseThrow().size()).isEqualTo(2132);
            assertThat(standIn.store().find(first + 1).orElseThrow().size()).isEqualTo(975);
        }
    }

    private static Optional<Path> folder() {
        String named = System.getProperty("evara.recordings");
        if (named != null) {
            return Optional.of(Path.of(named));
        }
        @Nullable Path at = Path.of("").toAbsolutePath();
        while (at != null && !Files.isDirectory(at.resolve("shared/data/thingspeak-json"))) {
            at = at.getParent();
        }
        return Optional.ofNullable(at).map(root -> root.resolve("shared/data"));
    }
}
