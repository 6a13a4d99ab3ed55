/**
 * Who changed what and when: one append-only row for each change, written in the change's own
 * transaction.
 */
@NullMarked
package com.evaratech.node.audit;

import org.jspecify.annotations.NullMarked;
