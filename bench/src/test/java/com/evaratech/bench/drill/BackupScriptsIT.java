package com.evaratech.bench.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.evaratech.bench.drill.Scripts.Ended;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The backup scripts against a store, without a server. */
class BackupScriptsIT {

    private static final String SECRET = "with/signs+that=mean";
    private static final String PREFIX = "fleet/database/";
    private static final String SEGMENT = "000000010000000000000007";
    private static final int NO_MORE = 1;
    private static final int RECOVERY_MUST_STOP = 126;
    private static final int KEPT = 2;
    private static final int MORE_THAN_A_PART = 70 << 20;

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
    }

    @AfterEach
    void stop() {
        store.close();
    }

    @Test
    void shouldFetchWhatWasArchivedAndKeepItFromReaders() throws Exception {
        Path segment =
                file(
                        "segment",
                        "what was committed ".repeat(1000).getBytes(StandardCharsets.UTF_8));

        var _ = archive(segment).orThrow();

        Path fetched = directory.resolve("fetched");
        var _ = scripts.run("fetch-wal.sh", SEGMENT, fetched.toString()).orThrow();
        assertThat(fetched).hasSameBinaryContentAs(segment);
        Path stored = store.file(store.keys(PREFIX + "wal/").getFirst());
        assertThat(new String(Files.readAllBytes(stored), StandardCharsets.ISO_8859_1))
                .doesNotContain("committed");
    }

    @Test
    void shouldNeverReplaceASegmentByAnother() throws Exception {
        var _ = archive(file("segment", "ours")).orThrow();

        Ended again = archive(file("same", "ours"));
        Ended another = archive(file("other", "of another server"));

        assertThat(again.status()).isZero();
        assertThat(another.status()).isNotZero();
        assertThat(another.output()).contains("does another server archive to fleet/database");
    }

    @Test
    void shouldTellTheEndOfTheArchiveFromTrouble() throws Exception {
        assertThat(fetch().status()).isEqualTo(NO_MORE);

        var _ = archive(file("segment", "ours")).orThrow();
        Path stored = store.file(store.keys(PREFIX + "wal/").getFirst());
        byte[] content = Files.readAllBytes(stored);
        content[content.length / 2] ^= 1;
        Files.write(stored, content);
        assertThat(fetch().status()).isGreaterThanOrEqualTo(RECOVERY_MUST_STOP);
        assertThat(fetch().output()).contains("cannot open what was sealed");

        Path settings = scripts.settings();
        Files.writeString(settings, Files.readString(settings).replace(SECRET, "an-older-secret"));
        assertThat(fetch().status()).isGreaterThanOrEqualTo(RECOVERY_MUST_STOP);
        assertThat(fetch().output()).contains("SignatureDoesNotMatch");
    }

    @Test
    void shouldPutManyPartsTogetherInTheirOrder() throws Exception {
        byte[] content = new byte[700_000];
        new Random(2).nextBytes(content);
        Path stored = file("stored", content);
        String name = "20260103T020000Z";
        var _ = inSmallParts(stored, name).run("small-parts.sh").orThrow();
        assertThat(store.keys(PREFIX + "dump/")).hasSize(9);
        Path printed = directory.resolve("printed");

        var _ = scripts.run(printed, "dump.sh", "--print").orThrow();

        assertThat(printed).hasSameBinaryContentAs(stored);
    }

    @Test
    void shouldPrintADumpOfSeveralPartsAndRefuseADamagedOne() throws Exception {
        byte[] content = new byte[MORE_THAN_A_PART];
        new Random(1).nextBytes(content);
        Path dumped = file("dumped", content);
        Scripts dumping = dumping(dumped);

        var _ = dumping.run("dump.sh").orThrow();

        List<String> keys = store.keys(PREFIX + "dump/");
        assertThat(keys).hasSize(3);
        Path printed = directory.resolve("printed");
        var _ = scripts.run(printed, "dump.sh", "--print").orThrow();
        assertThat(printed).hasSameBinaryContentAs(dumped);
        Files.write(store.file(keys.getLast()), new byte[100]);
        Ended damaged = scripts.run("dump.sh", "--print");
        assertThat(damaged.status()).isNotZero();
        assertThat(damaged.output()).contains("is not what was stored");
    }

    /** What stands in the runbook, word for word but for the place of the scripts. */
    @Test
    void shouldReadADumpBackAsTheRunbookSays() throws Exception {
        Path dumped = file("dumped", "rows of every table");
        var _ = dumping(dumped).run("dump.sh").orThrow();
        Path restored = directory.resolve("restored");
        program("pg_restore", "echo \"$@\" >'%s.told'; cat >'%s'".formatted(restored, restored));
        Path runbook = Scripts.ofCheckout().resolve("../../docs/operations/runbooks/restore.md");
        String command =
                Files.readAllLines(runbook).stream()
                        .filter(it -> it.contains("--print | pg_restore --exit-on-error"))
                        .findFirst()
                        .orElseThrow()
                        .strip()
                        .replace("/opt/evara-backup", scripts.scripts().toString())
                        .replace("/etc/evara/backup.env", scripts.settings().toString());
        Path script = file("restore-dump.sh", "#!/usr/bin/env bash\nset -o pipefail\n" + command);
        assertThat(script.toFile().setExecutable(true)).isTrue();

        var _ =
                new Scripts(directory, scripts.settings(), withPrograms())
                        .run("restore-dump.sh")
                        .orThrow();

        assertThat(restored).hasSameBinaryContentAs(dumped);
        assertThat(directory.resolve("restored.told")).content().contains("--dbname=evara");
    }

    @ParameterizedTest
    @CsvSource({"150014, false", "160000, true", "180001, true", "190000, false"})
    void shouldBackUpTheVersionsThatItIsFor(String version, boolean admitted) throws Exception {
        program(
                "psql",
                "case \"$*\" in *server_version_num*) echo %s ;; *) echo off ;; esac"
                        .formatted(version));

        Ended ended =
                new Scripts(scripts.scripts(), scripts.settings(), withPrograms())
                        .run("base-backup.sh");

        assertThat(ended.status()).isNotZero();
        assertThat(ended.output())
                .contains(admitted ? "archive_mode is off" : "these scripts are for 16 to 18");
    }

    @Test
    void shouldKeepTheNewestBackupsAndTheWalBehindThem() throws Exception {
        base("20260101T020000Z", "000000010000000000000010");
        base("20260102T020000Z", "000000010000000000000020");
        base("20260103T020000Z", "000000020000000000000030");
        breakOff("20260102T030000Z");
        breakOff("20260104T020000Z");
        for (String segment : List.of("1F", "20", "21", "31")) {
            wal("00000001/0000000100000000000000" + segment);
        }
        wal("00000002/000000020000000000000030");
        wal("history/00000002.history");

        var _ = scripts.run("prune.sh").orThrow();

        assertThat(scripts.run("restore.sh", "--list").output())
                .isEqualTo("20260102T020000Z\n20260103T020000Z");
        assertThat(store.keys(PREFIX + "base/"))
                .as("gone, broken off, whole, on its way")
                .noneMatch(key -> key.contains("/20260101T020000Z/"))
                .noneMatch(key -> key.contains("/20260102T030000Z/"))
                .anyMatch(key -> key.contains("/20260103T020000Z/"))
                .anyMatch(key -> key.contains("/20260104T020000Z/"));
        assertThat(store.keys(PREFIX + "wal/"))
                .hasSize(5)
                .noneMatch(key -> key.contains("0000001F"));
    }

    @Test
    void shouldLetNothingGoThatIsYoungerThanTheWindowHoweverManyThereAre() throws Exception {
        base("20260101T020000Z", "000000010000000000000010");
        List<String> tonight =
                IntStream.range(0, KEPT + 2)
                        .mapToObj(it -> ago(Duration.ofHours(it + 1L)))
                        .toList();
        for (String name : tonight) {
            base(name, SEGMENT);
        }

        var _ = scripts.run("prune.sh").orThrow();

        assertThat(scripts.run("restore.sh", "--list").output().lines())
                .containsExactlyInAnyOrderElementsOf(tonight);
    }

    /** The name of a backup that began then. */
    private static String ago(Duration duration) {
        return DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'")
                .withZone(ZoneOffset.UTC)
                .format(InstantSource.system().instant().minus(duration));
    }

    @Test
    void shouldEndWellOnceTheBackupIsStoredWhateverFollows() throws Exception {
        for (int day = 1; day <= KEPT; day++) {
            storeDumpManifest("2026010%dT020000Z".formatted(day));
        }
        store.refuseRemoval();
        Files.writeString(
                scripts.settings(),
                Files.readString(scripts.settings())
                        + "BACKUP_METRICS_FILE=%s\n"
                                .formatted(directory.resolve("nowhere/evara.prom")));

        Ended dumped = dumping(file("dumped", "rows")).run("dump.sh");

        assertThat(dumped.status()).as(dumped.output()).isZero();
        assertThat(dumped.output())
                .contains("the store answers 403 to DELETE dump/20260101T020000Z/manifest")
                .contains("prune.sh ended with 1", "age.sh ended with 1");
        assertThat(store.keys(PREFIX + "dump/"))
                .filteredOn(key -> key.endsWith("/manifest"))
                .hasSize(KEPT + 1);
    }

    @Test
    void shouldTellHowOldBackupsAre() throws Exception {
        assertThat(scripts.run("age.sh").output())
                .contains("evara_backup_last_success_timestamp_seconds{kind=\"base\"} 0");

        base("20260103T020000Z", SEGMENT);
        var _ = archive(file("segment", "ours")).orThrow();
        Path metrics = directory.resolve("evara.prom");
        Files.writeString(
                scripts.settings(),
                Files.readString(scripts.settings()) + "BACKUP_METRICS_FILE=" + metrics + "\n");
        String told = scripts.run("age.sh").orThrow().output();

        assertThat(told)
                .contains("evara_backup_last_success_timestamp_seconds{kind=\"base\"} 1767405600")
                .contains("evara_backup_last_success_timestamp_seconds{kind=\"dump\"} 0")
                .containsPattern("timestamp_seconds\\{kind=\"wal\"} [1-9]")
                .contains("evara_backups{kind=\"base\"} 1");
        assertThat(metrics).hasContent(told);
    }

    @Test
    void shouldRefuseToRestoreWhereSomethingLiesOrNothingIsOldEnough() throws Exception {
        base("20260103T020000Z", SEGMENT);
        Path full = Files.createDirectories(directory.resolve("full"));
        Files.createFile(full.resolve("PG_VERSION"));

        assertThat(scripts.run("restore.sh", full.toString()).output()).contains("is not empty");
        assertThat(
                        scripts.run(
                                        "restore.sh",
                                        directory.resolve("new").toString(),
                                        "--until",
                                        "2026-01-03 01:59:00+00")
                                .output())
                .contains("there is no base backup from before 2026-01-03T01:59:00Z");
    }

    private Ended archive(Path segment) throws IOException, InterruptedException {
        return scripts.run("archive-wal.sh", segment.toString(), SEGMENT);
    }

    private Ended fetch() throws IOException, InterruptedException {
        return scripts.run("fetch-wal.sh", SEGMENT, directory.resolve("fetched").toString());
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content);
    }

    private Path file(String name, byte[] content) throws IOException {
        return Files.write(directory.resolve(name), content);
    }

    /** Of a dump, as dump.sh leaves it. */
    private void storeDumpManifest(String name) throws IOException {
        Path manifest = store.file(PREFIX + "dump/" + name + "/manifest");
        Files.createDirectories(manifest.getParent());
        Files.writeString(manifest, "format 1\nend\n");
    }

    /** What stores a file as a dump, by what the scripts share but in parts of 100,000 bytes. */
    private Scripts inSmallParts(Path content, String name) throws IOException {
        Path script = directory.resolve("small-parts.sh");
        Files.writeString(
                script,
                """
                #!/usr/bin/env bash
                set -euo pipefail
                . '%1$s/store.sh'
                load_settings "$1"
                PART_BYTES=100000
                store_stream dump/%2$s <'%3$s'
                store_manifest dump/%2$s </dev/null
                """
                        .formatted(scripts.scripts(), name, content));
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return new Scripts(directory, scripts.settings(), Map.of());
    }

    /** As base-backup.sh leaves it. */
    private void base(String name, String firstWal) throws IOException {
        Path manifest = store.file(PREFIX + "base/" + name + "/manifest");
        Files.createDirectories(manifest.getParent());
        long ended = 1_767_405_700;
        Files.writeString(
                manifest,
                "format 1%nfirst-wal %s%nended %d%npart part-000000 1 0%nend%n"
                        .formatted(firstWal, ended));
        Files.writeString(manifest.resolveSibling("part-000000"), "x");
    }

    /** As base-backup.sh leaves it when it is killed, or has not come to its end. */
    private void breakOff(String name) throws IOException {
        base(name, SEGMENT);
        Files.delete(store.file(PREFIX + "base/" + name + "/manifest"));
    }

    private void wal(String name) throws IOException {
        Path object = store.file(PREFIX + "wal/" + name + "-" + "0".repeat(64));
        Files.createDirectories(object.getParent());
        Files.createFile(object);
    }

    /** With a pg_dump that prints a file: which server it would have asked is not the question. */
    private Scripts dumping(Path dumped) throws IOException {
        program("pg_dump", "exec cat '" + dumped + "'");
        return new Scripts(scripts.scripts(), scripts.settings(), withPrograms());
    }

    /** Puts a program of one line in the place of PostgreSQL's own. */
    private void program(String name, String line) throws IOException {
        Path programs = Files.createDirectories(directory.resolve("programs"));
        Path program = Files.writeString(programs.resolve(name), "#!/bin/sh\n" + line + "\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
    }

    private Map<String, String> withPrograms() {
        return Map.of("PATH", directory.resolve("programs") + ":" + System.getenv("PATH"));
    }
}
