package com.evaratech.local.binary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.evaratech.local.LocalServerException.NoBinaries;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class BinaryCacheTest {

    private static final String RESOURCE = "com/evaratech/local/binary/BinaryCache.class";

    @TempDir Path directory;

    @Test
    void shouldUnpackOnceWhenContentIsTheSame() throws IOException {
        BinaryCache cache = new BinaryCache(directory.resolve("cache"));
        AtomicInteger unpacked = new AtomicInteger();
        BinaryCache.Unpacker counting =
                (content, target) -> {
                    unpacked.incrementAndGet();
                    SingleExecutable.named("tool").unpack(content, target);
                };

        Path first = cache.unpacked("Tool", RESOURCE, counting);
        Path second = cache.unpacked("Tool", RESOURCE, counting);

        assertThat(second).isEqualTo(first);
        assertThat(unpacked).hasValue(1);
        assertThat(first.resolve("tool")).isExecutable();
    }

    @Test
    void shouldLeaveNothingWhenUnpackingFails() throws IOException {
        BinaryCache cache = new BinaryCache(directory.resolve("cache"));

        assertThatThrownBy(() ->
                        cache.unpacked(
                                "Tool",
                                RESOURCE,
                                (content, target) -> {
                                    Files.writeString(target.resolve("half"), "");
                                    throw new IOException("torn");
                                }))
                .hasMessage("torn");
        assertThat(cache.directory()).isEmptyDirectory();
    }

    @Test
    void shouldSayWhatToDoWhenPlatformHasNoBinaries() {
        assertThatThrownBy(() ->
                        new BinaryCache(directory)
                                .unpacked("Redis", "absent", SingleExecutable.named("redis")))
                .isInstanceOf(NoBinaries.class)
                .hasMessageContaining("embedded Redis for " + Platform.current());
    }

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, linux-amd64",
        "Linux, aarch64, linux-arm64",
        "Mac OS X, x86_64, darwin-amd64",
        "Mac OS X, aarch64, darwin-arm64",
        "Plan 9, mips, plan 9-mips"
    })
    void shouldNameKnownPlatforms(String osName, String osArch, String platform) {
        assertThat(Platform.of(osName, osArch)).hasToString(platform);
    }

    @Test
    void shouldUnpackFilesLinksAndModes() throws IOException {
        TarXz.unpack(
                archive(tar -> {
                    put(tar, "bin/tool", 0755, "run");
                    put(tar, "share/text", 0644, "read");
                    link(tar, "bin/alias", "tool");
                }),
                directory);

        assertThat(directory.resolve("bin/tool")).isExecutable().hasContent("run");
        assertThat(Files.isExecutable(directory.resolve("share/text"))).isFalse();
        assertThat(directory.resolve("bin/alias")).isSymbolicLink().hasContent("run");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../outside", "bin/../../outside"})
    void shouldRefuseArchiveWhenEntryLeavesDirectory(String name) throws IOException {
        Path target = Files.createDirectory(directory.resolve("target"));

        assertThatThrownBy(() -> TarXz.unpack(archive(tar -> put(tar, name, 0644, "evil")), target))
                .hasMessageContaining("leaves its directory");
        assertThatThrownBy(
                        () -> TarXz.unpack(archive(tar -> link(tar, "link", "../" + name)), target))
                .hasMessageContaining("leaves its directory");
        assertThat(directory.resolve("outside")).doesNotExist();
    }

    private static ByteArrayInputStream archive(Consumer<TarArchiveOutputStream> content)
            throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar =
                new TarArchiveOutputStream(new XZOutputStream(bytes, new LZMA2Options()))) {
            content.accept(tar);
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    private static void put(TarArchiveOutputStream tar, String name, int mode, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(name, true);
        entry.setMode(mode);
        entry.setSize(bytes.length);
        write(tar, entry, bytes);
    }

    private static void link(TarArchiveOutputStream tar, String name, String target) {
        TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
        entry.setLinkName(target);
        write(tar, entry, new byte[0]);
    }

    private static void write(TarArchiveOutputStream tar, TarArchiveEntry entry, byte[] bytes) {
        try {
            tar.putArchiveEntry(entry);
            tar.write(bytes);
            tar.closeArchiveEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
