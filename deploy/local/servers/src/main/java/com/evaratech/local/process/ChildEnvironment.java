package com.evaratech.local.process;

import java.util.Set;

/**
 * What a program that we start sees of the environment this JVM was started in: where it is, its
 * language and time zone. A variable that means something to the person's other work, such as
 * {@code PGOPTIONS} or {@code QUARKUS_HTTP_PORT}, would change what the program does.
 */
public final class ChildEnvironment {

    /** {@code JAVA_TOOL_OPTIONS} is how one asks something of every JVM there is. */
    private static final Set<String> KEPT =
            Set.of("HOME", "JAVA_TOOL_OPTIONS", "LANG", "PATH", "TMPDIR", "TZ");

    private static final String LOCALE = "LC_";

    private ChildEnvironment() {}

    /** Takes everything else from what the program will inherit; what it is told, add after it. */
    public static ProcessBuilder narrow(ProcessBuilder builder) {
        builder.environment().keySet().removeIf(name -> !isKept(name));
        return builder;
    }

    static boolean isKept(String name) {
        return KEPT.contains(name) || name.startsWith(LOCALE);
    }
}
