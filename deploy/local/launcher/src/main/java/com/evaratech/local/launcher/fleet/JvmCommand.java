package com.evaratech.local.launcher.fleet;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command lines of the fleet's JVMs, on the JDK the launcher itself runs on. */
public final class JvmCommand {

    /**
     * For every JVM of the fleet. Serial collector and a small heap: on a laptop eight JVMs share
     * the memory and each does little. The last two silence what the JDK says about libraries that
     * use its internals.
     */
    private static final List<String> FLAGS =
            List.of(
                    "-XX:+UseSerialGC",
                    "-Xms32m",
                    "-Xmx256m",
                    "-XX:MaxMetaspaceSize=192m",
                    "--sun-misc-unsafe-memory-access=allow",
                    "--enable-native-access=ALL-UNNAMED");

    private JvmCommand() {}

    /** Runs a packaged service, with its AOT cache if the build made one. */
    public static List<String> service(Path packaged) {
        List<String> command = new ArrayList<>();
        command.add(java());
        command.addAll(FLAGS);
        Path cache = packaged.resolve("app.aot");
        if (Files.exists(cache)) {
            command.add("-XX:AOTCache=" + cache);
        }
        command.add("-jar");
        command.add(packaged.resolve("quarkus-run.jar").toString());
        return command;
    }

    /** Runs a program of the launcher's own class path. */
    static List<String> program(String mainClass, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(java());
        command.addAll(FLAGS);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
        command.addAll(arguments);
        return command;
    }

    /** Runs the launcher itself. */
    public static List<String> launcher(List<String> arguments) {
        return program("com.evaratech.local.launcher.Launcher", arguments);
    }

    /** The JDK's own launcher. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
