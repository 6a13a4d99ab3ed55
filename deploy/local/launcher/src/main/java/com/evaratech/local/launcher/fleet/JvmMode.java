package com.evaratech.local.launcher.fleet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The ways to run a packaged service on the JVM. */
public enum JvmMode {
    /** From the runnable jar, without a cache. */
    PLAIN {
        @Override
        List<String> arguments(PackagedService service) {
            return List.of("-jar", service.jar().toString());
        }
    },
    /** With the AOT cache of an earlier training. */
    CACHED {
        @Override
        List<String> arguments(PackagedService service) throws IOException {
            return withCache("-XX:AOTCache=", service);
        }
    },
    /** As {@link #CACHED}, and writes the cache when it ends. */
    TRAINING {
        @Override
        List<String> arguments(PackagedService service) throws IOException {
            return withCache("-XX:AOTCacheOutput=", service);
        }
    };

    /** The quicker way that is there. */
    public static JvmMode best(PackagedService service) throws IOException {
        return service.hasCache() ? CACHED : PLAIN;
    }

    /** The JVM's arguments that differ between the modes. */
    abstract List<String> arguments(PackagedService service) throws IOException;

    private static List<String> withCache(String flag, PackagedService service) throws IOException {
        List<String> arguments = new ArrayList<>();
        arguments.add(flag + service.cache());
        arguments.addAll(service.flatClassPath());
        return arguments;
    }
}
