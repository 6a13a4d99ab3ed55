package com.evaratech.local.launcher.it;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestClassOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What one running fleet is enough for, each on nodes of its own: a start costs more than most of
 * these tests. Those that kill its servers come last, so that a failure of theirs fails only them.
 */
@TestClassOrder(ClassOrderer.OrderAnnotation.class)
class RunningFleetIT {

    @RegisterExtension static final PackagedFleet PACKAGED = new PackagedFleet();

    private static OtlpReceiver collector;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        collector = new OtlpReceiver();
        Ran _ =
                PACKAGED.get()
                        .with("OTEL_EXPORTER_OTLP_ENDPOINT", collector.address())
                        .with("OTEL_TRACES_SAMPLER_ARG", "1")
                        .start();
    }

    @AfterAll
    static void stop() {
        collector.close();
    }

    @Nested
    class FirstWalk extends FirstWalkIT {
        FirstWalk() {
            super(PACKAGED.get());
        }
    }

    @Nested
    class Trace extends TraceIT {
        Trace() {
            super(PACKAGED.get(), collector);
        }
    }

    @Nested
    class Deletion extends DeletionIT {
        Deletion() {
            super(PACKAGED.get());
        }
    }

    @Nested
    class Watching extends WatchIT {
        Watching() {
            super(PACKAGED.get());
        }
    }

    @Nested
    @Order(Integer.MAX_VALUE - 1)
    class PipelineAway extends PipelineAwayIT {
        PipelineAway() {
            super(PACKAGED.get());
        }
    }

    @Nested
    @Order(Integer.MAX_VALUE)
    class ServersAway extends ServersAwayIT {
        ServersAway() {
            super(PACKAGED.get());
        }
    }
}
