package com.evaratech.bench.alerts.evaluation;

import com.evaratech.alert.evaluate.TrialRounds;
import com.evaratech.common.reading.NodeReadings;
import com.evaratech.common.stream.consume.Received;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Rounds of readings, as the service judges them; an operation is one reading under one rule. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class EvaluationBenchmark {

    private static final int NODES = 10_000;
    // About as many entries as a full round of the service has.
    private static final int ROUND = 2_500;

    private final Tanks tanks = new Tanks(NODES);
    private final TrialRounds rounds = new TrialRounds(tanks.rules());
    private List<Received<NodeReadings>> round = List.of();
    private int turn;

    /** The next round's readings, each newer than the last of its tank; not measured. */
    @Setup(Level.Invocation)
    public void read() {
        int first = turn * ROUND;
        round = tanks.readings(first % NODES, ROUND, first / NODES);
        turn++;
    }

    /** Judges a round. */
    @Benchmark
    @OperationsPerInvocation(ROUND * Tanks.RULES)
    public int judge() {
        return rounds.judge(round, tanks::find, Instant.EPOCH);
    }
}
