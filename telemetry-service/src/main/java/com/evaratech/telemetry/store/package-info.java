/**
 * Writes readings, each once: a round of the stream becomes a few statements over all of its
 * readings, in the transaction that moves the position. What is known already is compared, and what
 * became of every reading is counted.
 */
@NullMarked
package com.evaratech.telemetry.store;

import org.jspecify.annotations.NullMarked;
