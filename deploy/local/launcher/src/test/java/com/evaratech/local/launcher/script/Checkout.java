package com.evaratech.local.launcher.script;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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
                    "readlink",
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

    /** What a run of the script printed and its exit status. */
    record Result(int status, String output) {}

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
        executable(home.resolve("bin").resolve("java"), "echo \"java of $JAVA_HOME: $*\"");
        return home;
    }

    /** Puts a command on the PATH. */
    void command(String name, String body) throws IOException {
        executable(bin.resolve(name), body);
    }

    /** Runs {@code ./evara} with these arguments. */
    Result run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(bin.resolve("bash").toString(), "./evara"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }

    private static void executable(Path file, String body) throws IOException {
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
