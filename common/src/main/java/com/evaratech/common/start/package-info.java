/**
 * How a service starts, fails to start and answers its image's health command. Every service is
 * started by the same operators and images, so all share one main class: a mistake reads the same
 * everywhere and ends with the same exit code.
 */
@NullMarked
package com.evaratech.common.start;

import org.jspecify.annotations.NullMarked;
