package com.evaratech.local.launcher.script;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.local.launcher.it.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaraScriptTest {

    @TempDir private Path directory;

    private Checkout checkout;

    @BeforeEach
    void layOutCheckout() throws IOException {
        checkout = new Checkout(directory);
    }

    @Test
    void shouldExplainItselfWhenCalledWithoutCommand() throws IOException, InterruptedException {
        Ran result = checkout.run();

        assertThat(result.status()).isZero();
        assertThat(result.output())
                .contains("./evara up [-d] [--port N]", "./evara token --role ROLE");
    }

    @Test
    void shouldRefuseUnknownCommand() throws IOException, InterruptedException {
        Ran result = checkout.run("start");

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.output())
                .startsWith("evara: unknown command \"start\"")
                .contains("./evara up");
    }

    @Test
    void shouldSayWhatToInstallWhenThereIsNoJdk() throws IOException, InterruptedException {
        Ran result = checkout.run("up");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.output())
                .isEqualTo(
                        "evara: no JDK 25 or newer found (found: none); install one (for example Eclipse"
                                + " Temurin 25) or set JAVA_HOME to it.\n");
    }

    @Test
    void shouldNameTheOlderJdksItFound() throws IOException, InterruptedException {
        checkout.jdkOnPath("17.0.15");
        var _ = checkout.jdk("21.0.2");

        Ran result = checkout.run("up");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.output()).contains("no JDK 25 or newer found (found: 17 21)");
    }

    @Test
    void shouldFindTheNewJdkThoughJavaOnThePathIsOlder() throws IOException, InterruptedException {
        checkout.jdkOnPath("17.0.15");
        Path newer = checkout.jdk("25.0.1");
        checkout.command("mvn", Checkout.MAVEN);

        Ran result = checkout.run("mvn", "validate");

        assertThat(result.status()).isZero();
        assertThat(checkout.calls()).containsExactly("maven with " + newer + ": validate");
    }

    @Test
    void shouldFetchMavenThroughAnOlderOne() throws IOException, InterruptedException {
        Path jdk = checkout.jdk("25.0.1");
        checkout.command(
                "mvn",
                """
                if [ "$1" = -v ]; then echo "Apache Maven 3.8.7"; exit 0; fi
                for word in "$@"; do
                    case $word in -DoutputDirectory=*) tools=${word#*=} ;; esac
                done
                echo "$*" > "$HOME/called"
                mkdir -p "$tools/apache-maven-3.9.16/bin" '${project.basedir}/target'
                echo 'echo "fetched maven with $JAVA_HOME: $*"' > "$tools/apache-maven-3.9.16/bin/mvn"
                """);

        Ran first = checkout.run("mvn", "verify");
        Ran second = checkout.run("mvn", "verify");

        assertThat(first.output())
                .isEqualTo(
                        "fetching Maven 3.9.16 (installed: 3.8.7)\nfetched maven with %s: verify\n"
                                .formatted(jdk));
        assertThat(second.output()).isEqualTo("fetched maven with %s: verify\n".formatted(jdk));
        assertThat(directory.resolve(".evara/tools").toFile().list())
                .containsExactly("apache-maven-3.9.16");
        assertThat(directory.resolve("called"))
                .content()
                .contains("-Dartifact=org.apache.maven:apache-maven:3.9.16:tar.gz:bin");
    }

    @Test
    void shouldSayWhatToInstallWhenThereIsNoMaven() throws IOException, InterruptedException {
        var _ = checkout.jdk("25");

        Ran result = checkout.run("mvn", "verify");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.output()).startsWith("evara: no Maven found; install any Maven 3");
    }

    @Test
    void shouldSayWhatToDoWhenThereIsNoNodeForTheTests() throws IOException, InterruptedException {
        var _ = checkout.jdk("25");

        Ran result = checkout.run("test");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.output())
                .isEqualTo(
                        "evara: Node 20 or newer is needed to check the workflows (found: none); install it, or"
                                + " run everything else with: ./evara mvn verify\n");
    }

    @Test
    void shouldSayWhichNodeItFoundWhenThatIsTooOld() throws IOException, InterruptedException {
        var _ = checkout.jdk("25");
        checkout.command("node", "echo v18.19.1");

        Ran result = checkout.run("test");

        assertThat(result.output()).contains("(found: 18)");
    }

    @Test
    void shouldBuildWhatIsMissingAndThenStart() throws IOException, InterruptedException {
        Path jdk = checkout.jdk("25");
        checkout.command("mvn", Checkout.MAVEN);

        Ran result = checkout.run("up", "--port", "8001");

        assertThat(result.status()).isZero();
        assertThat(result.output())
                .contains("  node-service [1/6]\n", "java of %s: ".formatted(jdk))
                .endsWith(checkout.launcher("up --port 8001") + "\n");
        assertThat(checkout.calls())
                .containsExactly(
                        "maven with %s: -B -ntp -DpackageOnly -pl %s -am package"
                                .formatted(jdk, String.join(",", Checkout.MODULES)));
    }

    @Test
    void shouldBuildNothingWhenNothingChanged() throws IOException, InterruptedException {
        var _ = checkout.jdk("25");
        checkout.buildAll();

        Ran result = checkout.run("up");

        assertThat(result.status()).isZero();
        assertThat(result.output()).doesNotContain("building");
    }

    @Test
    void shouldNotTakeWhatABuildMadeForAChange() throws IOException, InterruptedException {
        var _ = checkout.jdk("25");
        checkout.buildAll();
        checkout.touch("common");
        checkout.touch("deploy/local/launcher");

        Ran result = checkout.run("up");

        assertThat(result.status()).isZero();
        assertThat(result.output()).doesNotContain("building");
    }

    @Test
    void shouldBuildAgainWhenASourceWasRemoved() throws IOException, InterruptedException {
        var _ = checkout.jdk("25");
        checkout.command("mvn", Checkout.MAVEN);
        checkout.buildAll();
        checkout.touch("node-service/src/main/java");

        assertStartBuilds("node-service");
    }

    @Test
    void shouldBuildOnlyWhatIsOlderThanItsSources() throws IOException, InterruptedException {
        var _ = checkout.jdk("25");
        checkout.command("mvn", Checkout.MAVEN);
        checkout.buildAll();
        checkout.change("alert-service/src/main/java/Changed.java");

        assertStartBuilds("alert-service");
    }

    @Test
    void shouldBuildEverythingAgainWhenWhatAllShareChanged()
            throws IOException, InterruptedException {
        var _ = checkout.jdk("25");
        checkout.command("mvn", Checkout.MAVEN);
        checkout.buildAll();
        checkout.change("common/src/main/java/Changed.java");

        assertStartBuilds(String.join(",", Checkout.MODULES));
    }

    private void assertStartBuilds(String modules) throws IOException, InterruptedException {
        Ran result = checkout.run("up");

        assertThat(result.status()).isZero();
        assertThat(checkout.calls())
                .singleElement()
                .asString()
                .contains(" -pl %s -am package".formatted(modules));
    }

    @Test
    void shouldKeepLogsAndRunningStateForTheirOwner() throws IOException, InterruptedException {
        var _ = checkout.jdk("25");
        checkout.command("mvn", Checkout.MAVEN);

        assertThat(checkout.run("up").status()).isZero();

        for (String name : List.of("logs", "run")) {
            assertThat(
                            PosixFilePermissions.toString(
                                    Files.getPosixFilePermissions(
                                            directory.resolve(".evara").resolve(name))))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void shouldNotBuildOverARunningFleetButAskItsLauncher()
            throws IOException, InterruptedException {
        var _ = checkout.jdk("25");
        checkout.command("mvn", Checkout.MAVEN);
        checkout.buildAll();
        checkout.change("alert-service/src/main/java/Changed.java");
        checkout.runningFleet();

        Ran result = checkout.run("up", "-d");

        assertThat(result.output())
                .startsWith("not building what changed while Evara runs: stop it first with")
                .endsWith(checkout.launcher("up -d") + "\n");
        assertThat(checkout.calls()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"test,''", "native,node-service", "bench,startup"})
    void shouldNotTouchTheFilesOfARunningFleet(String command, String argument)
            throws IOException, InterruptedException {
        var _ = checkout.jdk("25");
        checkout.command("mvn", Checkout.MAVEN);
        checkout.command("native-image", "exit 0");
        checkout.buildAll();
        checkout.runningFleet();

        Ran result = checkout.run(command, argument);

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.output())
                .startsWith("evara: Evara runs")
                .endsWith("stop it first with: ./evara down\n");
        assertThat(checkout.calls()).isEmpty();
    }

    @Test
    void shouldShowTheErrorsOfAFailedBuild() throws IOException, InterruptedException {
        var _ = checkout.jdk("25");
        checkout.command(
                "mvn",
                """
                if [ "$1" = -v ]; then echo "Apache Maven 4.0.0"; exit 0; fi
                echo "[INFO] noise"
                echo "[ERROR] Node.java:[3,1] ';' expected"
                exit 1
                """);

        Ran result = checkout.run("up");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.output())
                .contains("[ERROR] Node.java:[3,1] ';' expected\nevara: the build failed")
                .doesNotContain("noise");
        assertThat(directory.resolve(".evara/logs/build.log")).content().contains("noise");
    }

    @Test
    void shouldSayLastWhichTestsFailed() throws IOException, InterruptedException {
        var _ = checkout.jdk("25.0.1");
        checkout.node();
        checkout.command(
                "mvn",
                Checkout.MAVEN
                        + """
                        mkdir -p node-service/target/failsafe-reports
                        cd node-service/target/failsafe-reports
                        echo "Tests run: 1 -- in AnswersIT" > AnswersIT.txt
                        echo "NodesIT.shouldList -- Time elapsed: 1 s <<< FAILURE!" > NodesIT.txt
                        echo "	at java.base/java.lang.Thread.run(Thread.java:1)" >> NodesIT.txt
                        echo "	at com.evaratech.node.NodesIT.shouldList(NodesIT.java:7)" >> NodesIT.txt
                        exit 1
                        """);

        Ran result = checkout.run("test");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.output().lines().toList())
                .endsWith(
                        "./node-service/target/failsafe-reports/NodesIT.txt",
                        "NodesIT.shouldList -- Time elapsed: 1 s <<< FAILURE!",
                        "\tat com.evaratech.node.NodesIT.shouldList(NodesIT.java:7)");
        assertThat(result.output()).doesNotContain("AnswersIT.txt");
    }

    @Test
    void shouldTestWithJavacsPluginsOnMavensOwnClassPath()
            throws IOException, InterruptedException {
        var _ = checkout.jdk("25.0.1");
        checkout.node();
        checkout.command("mvn", Checkout.MAVEN + "echo \"$MAVEN_OPTS\" > \"opts-of-$3\"\n");
        checkout.variable("EVARA_HOME", "home");
        Files.writeString(
                directory.resolve("pom.xml"),
                """
                    <errorprone.version>2.1.0</errorprone.version>
                    <nullaway.version>0.3.1</nullaway.version>
                """);
        String made = directory.resolve("home/tools/javac").toString();

        Ran result = checkout.run("test");

        assertThat(result.status()).as(result.output()).isZero();
        assertThat(checkout.calls().getFirst())
                .contains("-f config/javac/pom.xml", "-Dmdep.outputFile=" + made + "/classpath")
                .contains("-Derrorprone.version=2.1.0", "-Dnullaway.version=0.3.1");
        assertThat(directory.resolve("opts-of--T"))
                .content()
                .contains("-javaagent:%s/plugins.jar=%s/classpath".formatted(made, made));
    }

    @Test
    void shouldTestWithoutJavacsPluginsOnMavensClassPathWhenThereIsNone()
            throws IOException, InterruptedException {
        var _ = checkout.jdk("25.0.1");
        checkout.node();
        checkout.command(
                "mvn",
                Checkout.MAVEN
                        + """
                        case $* in *build-classpath*) exit 1 ;; esac
                        echo "$MAVEN_OPTS" > opts
                        """);

        Ran result = checkout.run("test");

        assertThat(result.status()).as(result.output()).isZero();
        assertThat(result.output()).contains("javac's plugins are loaded for each module anew");
        assertThat(directory.resolve("opts")).content().doesNotContain("-javaagent");
    }

    @Test
    void shouldSayThatNothingRunsWhenNothingWasBuilt() throws IOException, InterruptedException {
        var _ = checkout.jdk("25");

        Ran result = checkout.run("status");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.output()).contains("has not been built here yet").contains("./evara up");
    }
}
