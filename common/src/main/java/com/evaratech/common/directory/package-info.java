/**
 * The directory: who is who and what belongs to whom, published by node-service over the bus and
 * kept in memory by every service, so that no request has to wait for another service's database.
 * This package says what is in it and answers questions; {@code publish} and {@code follow} are the
 * two sides of the copying, {@code store} is what they share.
 */
@NullMarked
package com.evaratech.common.directory;

import org.jspecify.annotations.NullMarked;
