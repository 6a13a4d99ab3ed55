package com.evaratech.bench.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.evaratech.bench.drill.Scripts.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Segments of WAL that are fetched before PostgreSQL asks for them. */
class FetchAheadIT {

    private static final String SECRET = "with/signs+that=mean";
    private static final String PREFIX = "fleet/database/";
    private static final int NO_MORE = 1;
    private static final int RECOVERY_MUST_STOP = 126;
    private static final int KEPT = 2;

    @TempDir Path directory;
    private ObjectStore store;
    private Scripts scripts;

    @BeforeEach
    void start() throws Exception {
        assumeThat(Scripts.missingTools()).as("tools of the backup scripts").isEmpty();
        store = ObjectStore.start(directory.resolve("bucket"), SECRET);
        scripts =
                Scripts.prepare(
                        Scripts.ofCheckout(), directory.resolve("backup"), store, SECRET, KEPT);
        Files.writeString(
                scripts.settings(), Files.readString(scripts.settings()) + "BACKUP_JOBS=2\n");
    }

    @AfterEach
    void stop() {
        store.close();
    }

    @Test
    void shouldFetchWhatFollowsMeanwhileAndTakeItFromThere() throws Exception {
        List<Path> segments = archiveThree();
        var _ = fetch("000000010000000000000007").orThrow();
        await().until(() -> fetchedAhead().size() == 2);
        for (String key : store.keys(PREFIX + "wal/")) {
            Files.delete(store.file(key));
        }

        var _ = fetch("000000010000000000000008").orThrow();

        assertThat(directory.resolve("fetched")).hasSameBinaryContentAs(segments.get(1));
        assertThat(fetchedAhead())
                .singleElement()
                .asString()
                .startsWith("000000010000000000000009-");
        assertThat(fetch("00000001000000000000000A").status()).isEqualTo(NO_MORE);
    }

    @Test
    void shouldFetchOnceMoreWhatIsNotWholeAnyMore() throws Exception {
        List<Path> segments = archiveThree();
        var _ = fetch("000000010000000000000007").orThrow();
        await().until(() -> fetchedAhead().size() == 2);
        Files.writeString(directory.resolve("evara-ahead").resolve(fetchedAhead().getFirst()), "");

        var _ = fetch("000000010000000000000008").orThrow();

        assertThat(directory.resolve("fetched")).hasSameBinaryContentAs(segments.get(1));
    }

    @Test
    void shouldNotTakeTroubleForTheEndWhenWhatIsAheadCannotBeHad() throws Exception {
        List<Path> _ = archiveThree();
        String second = store.keys(PREFIX + "wal/").get(1);
        Files.write(store.file(second), new byte[100]);
        var _ = fetch("000000010000000000000007").orThrow();
        await().until(() -> fetchedAhead().size() == 1);

        Ended damaged = fetch("000000010000000000000008");

        assertThat(damaged.status()).isGreaterThanOrEqualTo(RECOVERY_MUST_STOP);
        assertThat(damaged.output()).contains("cannot open what was sealed");
    }

    /** Three segments that follow each other, two of which are fetched ahead. */
    private List<Path> archiveThree() throws IOException, InterruptedException {
        List<Path> segments = List.of(file("first"), file("second"), file("third"));
        for (int i = 0; i < segments.size(); i++) {
            var _ =
                    scripts.run(
                                    "archive-wal.sh",
                                    segments.get(i).toString(),
                                    "00000001000000000000000" + (7 + i))
                            .orThrow();
        }
        return segments;
    }

    /** Names and sums of segments that nobody has asked for yet. */
    private List<String> fetchedAhead() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("evara-ahead"))) {
            return files.map(it -> it.getFileName().toString())
                    .filter(it -> it.contains("-"))
                    .sorted()
                    .toList();
        }
    }

    private Ended fetch(String name) throws IOException, InterruptedException {
        return scripts.run("fetch-wal.sh", name, directory.resolve("fetched").toString());
    }

    private Path file(String name) throws IOException {
        return Files.writeString(directory.resolve(name), name + " segment");
    }
}
