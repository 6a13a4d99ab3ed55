/**
 * Keeps a row for every node that a channel feeds, as the directory tells of it. Every replica does
 * so for all nodes: what one has written already, the others leave as it is.
 */
@NullMarked
package com.evaratech.poller.mapping;

import org.jspecify.annotations.NullMarked;
