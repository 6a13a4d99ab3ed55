/**
 * What a rule would have told of the past: the history of its nodes is read from telemetry-service
 * and judged as live readings are, and nothing is written.
 */
@NullMarked
package com.evaratech.alert.trial;

import org.jspecify.annotations.NullMarked;
