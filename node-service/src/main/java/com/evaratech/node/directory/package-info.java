/**
 * Tells the other services who people are and where communities and nodes belong, which channels
 * feed them and which keys their devices have: every change is appended to the outbox, and the
 * relay takes it to the directory in Redis.
 */
@NullMarked
package com.evaratech.node.directory;

import org.jspecify.annotations.NullMarked;
