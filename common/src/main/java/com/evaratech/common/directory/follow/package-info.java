/**
 * The directory's readers: each process keeps the items in memory, follows their changes over the
 * bus, and knows how fresh its knowledge is. See docs/architecture/directory.md.
 */
@NullMarked
package com.evaratech.common.directory.follow;

import org.jspecify.annotations.NullMarked;
