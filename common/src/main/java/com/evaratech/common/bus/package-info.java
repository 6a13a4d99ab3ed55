/**
 * Straight-line access to the bus Redis: connections of one's own, pipelines, and the server-side
 * functions that change several keys at once. Shared because publishers, consumers, relays and the
 * directory of every service stand on it. For virtual threads: calls wait for their answer.
 *
 * <p>Quarkus' own client is for event loops: it lends connections from a pool, cannot really close
 * one on which an answer is missing, and fails a whole pipeline for one error in it
 * (docs/adr/0009).
 */
@NullMarked
package com.evaratech.common.bus;

import org.jspecify.annotations.NullMarked;
