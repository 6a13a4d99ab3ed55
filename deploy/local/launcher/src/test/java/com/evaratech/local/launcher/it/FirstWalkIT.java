package com.evaratech.local.launcher.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The first walk of the README, run as a person would paste it. */
class FirstWalkIT {

    private static final Path ROOT = Path.of("../../..").toAbsolutePath().normalize();
    private static final Pattern WALK = Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL);

    @RegisterExtension final PackagedFleet packaged = new PackagedFleet();

    @Test
    void shouldEndWithAnAlertThatHasArrived() throws IOException, InterruptedException {
        LocalFleet fleet = packaged.get();
        LocalFleet.Result _ = fleet.start();
        var readme = WALK.matcher(Files.readString(ROOT.resolve("README.md")));
        assertThat(readme.find()).isTrue();
        // The fleet runs already, on a port of its own.
        String walk = readme.group(1).replace("./evara up -d\n", "");

        var builder =
                new ProcessBuilder("bash", "-euo", "pipefail", "-c", walk)
                        .directory(ROOT.toFile())
                        .redirectErrorStream(true);
        builder.environment().put("EVARA_HOME", fleet.home().toString());
        builder.environment().put("GATEWAY", fleet.gateway());
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said)
                .contains("\"status\":\"accepted\"", "\"water_level_cm\":12.5")
                .contains("\"rule_name\":\"Roof tank runs dry\"", "\"state\":\"open\"");
    }
}
