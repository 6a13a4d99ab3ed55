package com.evaratech.common.config;

import java.util.Map;

/** The variables that say where the bus is and what it promises. */
final class BusSettings {

    private static final int MOST_REPLICAS = 10;

    private BusSettings() {}

    static void read(Variables variables, Map<String, String> properties) {
        address(variables, properties);
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
