package com.evaratech.local.launcher.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.local.LocalServerOptions;
import com.evaratech.local.launcher.Progress;
import com.evaratech.local.launcher.home.Layout;
import com.evaratech.local.process.ProcessIdentity;
import com.evaratech.local.redis.LocalRedis;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrphansIT {

    @TempDir private Path directory;

    @Test
    void shouldStopAServerThatWasBegunAndNotWrittenDown() throws IOException, InterruptedException {
        var said = new ByteArrayOutputStream();
        var progress = new Progress(List.of(new PrintStream(said, true, StandardCharsets.UTF_8)));
        Layout layout = new Layout(directory, directory);
        layout.create();
        var options = LocalServerOptions.of(layout.data(RedisMember.NAME), "secret");
        try (LocalRedis redis = LocalRedis.start(options.endingWithOwner())) {

            assertThat(new Orphans(layout).stop(progress)).isOne();

            assertThat(ProcessIdentity.isRunning(redis.process())).isFalse();
            assertThat(said.toString(StandardCharsets.UTF_8))
                    .contains("stopped redis (process %d)".formatted(redis.process().pid()));
            assertThat(new Orphans(layout).stop(progress)).isZero();
        }
    }
}
