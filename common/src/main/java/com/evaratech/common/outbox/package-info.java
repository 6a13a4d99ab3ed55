/**
 * The outbox: a change and the event that tells of it are written in one transaction, and a relay
 * takes the events on in the order of their commits, none left out. Shared because every service
 * that tells others what it changed does it this way; what an event means and where it goes is the
 * service's affair.
 *
 * <p>Tables and the function that appends come with the migration {@code db/outbox/R__outbox.sql},
 * which a service adds to its Flyway locations. See docs/architecture/directory.md.
 */
@NullMarked
package com.evaratech.common.outbox;

import org.jspecify.annotations.NullMarked;
