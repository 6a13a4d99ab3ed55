package com.evaratech.local.launcher.fleet;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The command lines of the fleet's JVMs, on the JDK the launcher itself runs on. */
public final class JvmCommand {

    /** For each program of the fleet; native executables understand it too. */
    static final String LARGEST_HEAP = "-Xmx256m";

    /**
     * For every JVM of the fleet. Serial collector, a small heap and short headers of objects: on a
     * laptop eight JVMs share the memory and each does little. The last two silence what the JDK
     * says about libraries that use its internals.
     */
    private static final List<String> FLAGS =
            List.of(
                    "-XX:+UseSerialGC",
                    "-XX:+UseCompactObjectHeaders",
                    "-Xms32m",
                    LARGEST_HEAP,
                    "-XX:MaxMetaspaceSize=192m",
                    "--sun-misc-unsafe-memory-access=allow",
                    "--enable-native-access=ALL-UNNAMED");

    private JvmCommand() {}

    /** Runs a packaged service. */
    public static List<String> service(PackagedService service, JvmMode mode) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(java());
        command.addAll(FLAGS);
        command.addAll(mode.arguments(service));
        return command;
    }

    /** Runs a program of the launcher's own class path. */
    static List<String> program(String mainClass, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(java());
        command.addAll(FLAGS);
        command.addAll(List.of("-cp", ownClassPath(), mainClass));
        command.addAll(arguments);
        return command;
    }

    // Absolute: the program runs in another directory.
    private static String ownClassPath() {
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(System.getProperty("java.class.path"))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
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
