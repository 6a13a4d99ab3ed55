package com.evaratech.common.config;

import java.util.Map;
import java.util.Optional;

/** The variables that say where the bus and the cache are, and what the bus promises. */
final class BusSettings {

    private static final int MOST_REPLICAS = 10;

    // A bus keeps everything and refuses writes when it is full: a stats page fits, no more.
    private static final String LARGEST_ON_BUS = "64K";

    private BusSettings() {}

    static void read(Variables variables, Map<String, String> properties) {
        address(variables, properties);
        cache(variables, properties);
        durability(variables, properties);
        replicas(variables, properties);
    }

    private static void address(Variables variables, Map<String, String> properties) {
        var name = "REDIS_URL";
        variables
                .require(name, WebAddress.REDIS_FORM)
                .ifPresent(url -> {
                    if (WebAddress.isRedis(url)) {
                        properties.put("evara.bus.url", Literal.of(url));
                    } else {
                        variables.refuse(name, "must be " + WebAddress.REDIS_FORM);
                    }
                });
    }

    /** What may be lost can be kept by a server of its own; without one, the bus keeps a little. */
    private static void cache(Variables variables, Map<String, String> properties) {
        var name = "REDIS_CACHE_URL";
        variables
                .find(name)
                .filter(url -> !WebAddress.isRedis(url))
                .ifPresent(url -> variables.refuse(name, "must be " + WebAddress.REDIS_FORM));
        variables
                .find(name)
                .map(Literal::of)
                .or(() -> Optional.ofNullable(properties.get("evara.bus.url")))
                .ifPresent(url -> properties.put("evara.cache.url", url));
        if (variables.find(name).isEmpty()) {
            properties.put("evara.cache.largest", LARGEST_ON_BUS);
        }
    }

    private static void durability(Variables variables, Map<String, String> properties) {
        var name = "REDIS_DURABILITY";
        variables
                .find(name)
                .ifPresent(text -> {
                    switch (text) {
                        case "checked" -> properties.put("evara.bus.durability-checked", "true");
                        case "vouched" -> properties.put("evara.bus.durability-checked", "false");
                        default -> variables.refuse(name, text, "must be checked or vouched");
                    }
                });
    }

    private static void replicas(Variables variables, Map<String, String> properties) {
        var name = "REDIS_REPLICAS";
        variables
                .find(name)
                .ifPresent(text -> {
                    if (text.matches("[0-9]{1,2}") && Integer.parseInt(text) <= MOST_REPLICAS) {
                        properties.put("evara.bus.replicas", text);
                    } else {
                        variables.refuse(
                                name, text, "must be a whole number from 0 to " + MOST_REPLICAS);
                    }
                });
    }
}
