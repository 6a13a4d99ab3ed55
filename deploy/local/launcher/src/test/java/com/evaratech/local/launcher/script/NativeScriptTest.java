package com.evaratech.local.launcher.script;

import static org.assertj.core.api.Assertions.assertThat;

import com.evaratech.local.launcher.it.Ran;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeScriptTest {

    @TempDir private Path directory;

    private Checkout checkout;

    @BeforeEach
    void layOutCheckout() throws IOException {
        checkout = new Checkout(directory);
    }

    @Test
    void shouldBuildNativeExecutablesOneAfterTheOther() throws IOException, InterruptedException {
        Path jdk = checkout.jdk("25");
        checkout.command("mvn", Checkout.MAVEN);
        Path graal = directory.resolve("graal/bin/native-image");
        Checkout.executable(graal, "exit 0");
        checkout.variable("GRAALVM_HOME", directory.resolve("graal").toString());

        Ran named = checkout.run("native", "alert-service");
        Ran all = checkout.run("native");

        assertThat(named.status()).as(named.output()).isZero();
        assertThat(all.status()).as(all.output()).isZero();
        assertThat(checkout.calls())
                .hasSize(6)
                .startsWith(
                        "maven with %s: -B -ntp -DpackageOnly -Dnative -pl alert-service -am package"
                                .formatted(jdk),
                        "maven with %s: -B -ntp -DpackageOnly -Dnative -pl node-service -am package"
                                .formatted(jdk));
    }

    @Test
    void shouldSayWhatToInstallWhenNobodyCompilesNatively()
            throws IOException, InterruptedException {
        var _ = checkout.jdk("25");
        checkout.command("mvn", Checkout.MAVEN);

        Ran result = checkout.run("native");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.output())
                .isEqualTo(
                        "evara: no native-image found: set GRAALVM_HOME to a GraalVM or Mandrel for JDK 25,"
                                + " or build in a container as docs/operations/native.md tells.\n");
    }

    @Test
    void shouldNameTheServicesWhenOneIsMisspelt() throws IOException, InterruptedException {
        Ran result = checkout.run("native", "nodes");

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.output())
                .startsWith("evara: \"nodes\" is no service; there are: node-service telemetry-");
    }

    @Test
    void shouldBuildOnlyTheLauncherBeforeNativeExecutablesStart()
            throws IOException, InterruptedException {
        var _ = checkout.jdk("25");
        checkout.command("mvn", Checkout.MAVEN);
        checkout.command("native-image", "exit 0");
        checkout.buildAll();
        assertThat(checkout.run("native", "alert-service").status()).isZero();
        checkout.forgetCalls();
        checkout.change("common/src/main/java/Changed.java");

        Ran result = checkout.run("up", "--native");

        assertThat(result.status()).isZero();
        assertThat(result.output())
                .contains(
                        "note: the native executable of alert-service is older than its sources;"
                                + " build it with: ./evara native alert-service\n")
                .doesNotContain("executable of node-service")
                .endsWith(checkout.launcher("up --native") + "\n");
        assertThat(checkout.calls())
                .singleElement()
                .asString()
                .contains(" -pl deploy/local/launcher -am package");
    }
}
