package com.evaratech.local.launcher.fleet;

import com.evaratech.local.process.LoopbackPorts;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/**
 * Where everything of one fleet listens. The ports are drawn together: most are given away long
 * before anybody listens on them, so drawn one by one the same port could come twice.
 *
 * @param services the port and management port of each service
 */
public record FleetPorts(
        int postgres,
        int redis,
        int thingSpeak,
        int identity,
        int prometheus,
        int alertmanager,
        Map<Service, Endpoint> services) {

    private static final int SERVERS = 6;

    public FleetPorts {
        services = Map.copyOf(services);
    }

    /**
     * Free ports for all but the gateway, whose port people choose.
     *
     * @param gatewayPort where the gateway listens
     */
    public static FleetPorts draw(int gatewayPort) {
        // Two for each service; the gateway brings one of its own.
        int count = SERVERS + 2 * Service.values().length - 1;
        Iterator<Integer> drawn = LoopbackPorts.free(count, Set.of(gatewayPort)).iterator();
        Map<Service, Endpoint> services = new EnumMap<>(Service.class);
        for (Service service : Service.values()) {
            int port = service == Service.GATEWAY ? gatewayPort : drawn.next();
            services.put(service, new Endpoint(port, drawn.next()));
        }
        return new FleetPorts(
                drawn.next(),
                drawn.next(),
                drawn.next(),
                drawn.next(),
                drawn.next(),
                drawn.next(),
                services);
    }
}
