package com.evaratech.bench.gateway;

import com.evaratech.bench.gateway.live.LiveBench;
import com.evaratech.bench.parts.Parts;
import com.evaratech.bench.report.Report;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What is measured of the gateway, one part after the other.
 *
 * @param wanted in the order of the parts
 */
public record GatewayParts(Set<Part> wanted) {

    /** A part. */
    public enum Part {
        /** What a request costs at the door. */
        REQUESTS,
        /** How many are told how much, as it comes. */
        LIVE
    }

    public GatewayParts {
        wanted = EnumSet.copyOf(wanted);
    }

    /**
     * The part of that name, or all of them.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static GatewayParts of(Optional<String> name) {
        return new GatewayParts(Parts.of(Part.class, name, "the gateway has"));
    }

    /** Measures, adding to the report. */
    public void run(Report report, boolean isShort, boolean isProfiled) throws Exception {
        for (Part part : wanted) {
            switch (part) {
                case REQUESTS -> new GatewayBench(report, isShort).run(isProfiled);
                case LIVE -> new LiveBench(report, isShort).run(isProfiled);
            }
        }
    }
}
