/**
 * The end of a node in a service that consumes readings: its number is rejected from the deletion
 * on, what there is of it is exported and then removed, in portions and apart from the stream. See
 * docs/architecture/deletion.md.
 */
@NullMarked
package com.evaratech.common.forget;

import org.jspecify.annotations.NullMarked;
