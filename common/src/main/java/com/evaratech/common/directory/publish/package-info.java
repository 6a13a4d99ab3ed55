/**
 * The directory's one writer: takes a service's outbox to Redis, and writes the whole snapshot anew
 * when Redis lost it or when the database was set back. See docs/architecture/directory.md.
 */
@NullMarked
package com.evaratech.common.directory.publish;

import org.jspecify.annotations.NullMarked;
