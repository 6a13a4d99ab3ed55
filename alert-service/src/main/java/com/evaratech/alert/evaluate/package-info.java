/**
 * Judges readings by the rules, in event time: the state of each node under each rule, and what a
 * round of the stream changes in it. State, alerts, events and position commit together.
 */
@NullMarked
package com.evaratech.alert.evaluate;

import org.jspecify.annotations.NullMarked;
