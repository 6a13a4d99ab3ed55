package com.evaratech.local.binary;

import java.util.Locale;

/**
 * Operating system and processor, in the words the server artefacts use.
 *
 * @param system {@code linux} or {@code darwin}, or what the JVM says
 * @param processor {@code amd64} or {@code arm64}, or what the JVM says
 */
public record Platform(String system, String processor) {

    /** The platform this JVM runs on. */
    public static Platform current() {
        return of(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
    }

    static Platform of(String osName, String osArch) {
        String name = osName.toLowerCase(Locale.ROOT);
        String arch = osArch.toLowerCase(Locale.ROOT);
        String processor =
                switch (arch) {
                    case "x86_64", "amd64" -> "amd64";
                    case "aarch64", "arm64" -> "arm64";
                    default -> arch;
                };
        return new Platform(name.startsWith("mac") ? "darwin" : name, processor);
    }

    @Override
    public String toString() {
        return system + "-" + processor;
    }
}
