/**
 * The directory as it lies in Redis: one hash a kind, a stream of changes, and a state that says
 * whether the snapshot is whole. Writer and readers share this agreement, and nothing of it knows
 * what the items mean.
 */
@NullMarked
package com.evaratech.common.directory.store;

import org.jspecify.annotations.NullMarked;
