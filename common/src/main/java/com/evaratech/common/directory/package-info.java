/**
 * The directory: who is who and what belongs to whom, kept by node-service as a snapshot in Redis
 * and read by every service, so that no request has to wait for another service's database. This
 * package is the agreement on keys and forms, and the reading side.
 */
@NullMarked
package com.evaratech.common.directory;

import org.jspecify.annotations.NullMarked;
