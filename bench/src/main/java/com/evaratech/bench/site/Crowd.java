package com.evaratech.bench.site;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Devices that send at the same time, each connection on a thread of its own. */
public final class Crowd {

    private final int port;
    private final int connections;

    /**
     * A crowd at the gateway's port.
     *
     * @param connections how many requests are on their way at a time, at most
     */
    public Crowd(int port, int connections) {
        this.port = port;
        this.connections = connections;
    }

    /** What one of them does. */
    @FunctionalInterface
    public interface Member {
        /**
         * Sends until it is done.
         *
         * @param place of this connection, from 0
         * @return how many readings were accepted
         */
        long send(Door door, int place) throws IOException, InterruptedException;
    }

    /** Lets all of them send, and returns how many readings were accepted in all. */
    public long send(Member member) throws InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<Long>>();
            for (int place = 0; place < connections; place++) {
                int mine = place;
                Callable<Long> whole =
                        () -> {
                            try (var door = new Door(port)) {
                                return member.send(door, mine);
                            }
                        };
                running.add(threads.submit(whole));
            }
            return sum(running);
        }
    }

    /** The places from a first one on, in steps of the number of connections. */
    public <T> List<T> share(List<T> all, int place) {
        var mine = new ArrayList<T>();
        for (int i = place; i < all.size(); i += connections) {
            mine.add(all.get(i));
        }
        return mine;
    }

    /** How many requests are on their way at a time, at most. */
    public int connections() {
        return connections;
    }

    private static long sum(List<Future<Long>> running) throws InterruptedException {
        long sum = 0;
        for (Future<Long> one : running) {
            try {
                sum += one.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("a device could not send", e.getCause());
            }
        }
        return sum;
    }
}
