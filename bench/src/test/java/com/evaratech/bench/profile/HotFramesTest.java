package com.evaratech.bench.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HotFramesTest {

    @TempDir private Path directory;

    @Test
    void shouldTellWhatRanAndWhichOfOursCalledIt() throws IOException, InterruptedException {
        // Given a recording of this very JVM while it works
        var recordings = new Recordings(directory, Map.of("me", ProcessHandle.current()));
        recordings.begin();
        double work = spin();

        // When
        Map<String, Path> files = recordings.end("spinning");

        // Then
        assertThat(work).isPositive();
        assertThat(files).containsOnlyKeys("me");
        Path file = files.getOrDefault("me", directory);
        assertThat(file).hasFileName("spinning-me.jfr");
        assertThat(HotFrames.of(file).lines())
                .anySatisfy(line -> assertThat(line).endsWith("HotFramesTest.spin"));
    }

    @Test
    void shouldCountAMethodOnceHoweverDeepItCallsItself() {
        var frames = HotFrames.none();

        frames.count(
                List.of("java.util.Arrays.fill", "com.evaratech.A.deep", "com.evaratech.A.deep"));
        frames.count(List.of("java.util.Arrays.sort", "com.evaratech.B.flat"));

        assertThat(frames.lines())
                .contains("   50.0 %  Arrays.fill", "   50.0 %  A.deep", "   50.0 %  B.flat");
    }

    private static double spin() {
        double sum = 0;
        long end = System.nanoTime() + 1_500_000_000L;
        while (System.nanoTime() - end < 0) {
            sum += Math.abs(Math.sin(sum + 1));
        }
        return sum;
    }
}
