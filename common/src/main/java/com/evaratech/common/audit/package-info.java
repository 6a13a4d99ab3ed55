/**
 * The audit: who changed what, when and from where, one append-only row for each change, written in
 * the change's own transaction. Shared because every service keeps one of the same form in its own
 * schema ({@code db/audit}), and the gateway shows them as one.
 */
@NullMarked
package com.evaratech.common.audit;

import org.jspecify.annotations.NullMarked;
