/**
 * Ports and processes of this machine: which are free, who holds them, what a service may be
 * started from, and how a server is ended in order.
 */
@NullMarked
package com.evaratech.local.process;

import org.jspecify.annotations.NullMarked;
