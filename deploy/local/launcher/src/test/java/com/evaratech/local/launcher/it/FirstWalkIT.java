package com.evaratech.local.launcher.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * What documents tell people to type, typed: the README's first walk, and the runbooks. Run by
 * {@link RunningFleetIT}.
 */
abstract class FirstWalkIT {

    private static final Path ROOT = Path.of("../../..").toAbsolutePath().normalize();
    private static final Pattern WALK = Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern STEP = Pattern.compile("(\\d+) ·");
    private static final String START = "./evara up -d ";

    private final LocalFleet fleet;

    FirstWalkIT(LocalFleet fleet) {
        this.fleet = fleet;
    }

    @Test
    void shouldEndWithAnAlertThatHasArrived() throws IOException, InterruptedException {
        var readme = WALK.matcher(Files.readString(ROOT.resolve("README.md")));
        assertThat(readme.find()).isTrue();
        // The fleet runs already, on a port of its own.
        assertThat(readme.group(1)).startsWith(START);
        String walk = readme.group(1).substring(START.length());

        var builder =
                new ProcessBuilder("bash", "-euo", "pipefail", "-c", walk)
                        .directory(ROOT.toFile())
                        .redirectErrorStream(true);
        builder.environment().put("EVARA_HOME", fleet.home().toString());
        builder.environment().put("GATEWAY", fleet.gateway());
        Ran walked = Ran.toEnd(builder);
        String said = walked.output();

        assertThat(walked.status()).as(said).isZero();
        assertThat(said)
                .contains("\"status\":\"accepted\"", "\"water_level_cm\":12.5")
                .contains("\"rule_name\":\"Roof tank runs dry\"", "\"state\":\"open\"");
        assertThat(said.lines())
                .as("what arrived live")
                .anyMatch(line -> line.matches("[0-9:]{8} +reading +roof-1 +water_level_cm=12.5"))
                .anyMatch(line ->
                        line.matches("[0-9:]{8} +ALERT +roof-1 +critical: Roof tank runs dry .*"));
    }

    @Test
    void shouldTakeTenCommands() throws IOException {
        var readme = WALK.matcher(Files.readString(ROOT.resolve("README.md")));
        assertThat(readme.find()).isTrue();

        assertThat(STEP.matcher(readme.group(1)).results().map(step -> step.group(1)))
                .containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "9", "10");
    }

    @Test
    void shouldRunEveryBlockOfTheRunbooksThatIsMarkedSo() throws Exception {
        List<RunbookBlock> blocks = RunbookBlock.all().stream().filter(RunbookBlock::runs).toList();
        assertThat(blocks).hasSizeGreaterThan(30);

        List<String> troubles = new ArrayList<>();
        try (var shell = RunbookShell.at(fleet)) {
            for (RunbookBlock block : blocks) {
                String trouble = shell.trouble(block);
                if (!trouble.isEmpty()) {
                    troubles.add(block + "\n-> " + trouble);
                }
            }
        }

        assertThat(troubles).isEmpty();
    }

    @Test
    void shouldMarkEveryBlockOfTheRunbooks() throws IOException {
        assertThat(RunbookBlock.all())
                .allSatisfy(block -> assertThat(block.mark()).isIn("runs", "cluster", "yours"));
    }
}
