/**
 * How nodes are: when each was last heard of, whether it is silent, and the status that follows
 * from it, from maintenance and from open alerts ({@code docs/architecture/status.md}).
 */
@NullMarked
package com.evaratech.node.status;

import org.jspecify.annotations.NullMarked;
