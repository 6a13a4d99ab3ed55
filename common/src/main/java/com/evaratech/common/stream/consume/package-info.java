/**
 * Consuming a stream so that every entry has its effect exactly once: effects, dead letters and the
 * position are one transaction of the consumer's own database, fenced by the partition's epoch.
 */
@NullMarked
package com.evaratech.common.stream.consume;

import org.jspecify.annotations.NullMarked;
