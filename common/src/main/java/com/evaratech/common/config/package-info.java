/**
 * What operators set, turned into what the platform understands. All five services are configured
 * by the same few variables ({@code DATABASE_URL}, {@code REDIS_URL}, {@code LOG_LEVEL} …), so one
 * reading of them, with one set of rules and one form of complaint, serves them all.
 */
@NullMarked
package com.evaratech.common.config;

import org.jspecify.annotations.NullMarked;
