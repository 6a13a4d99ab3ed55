/**
 * One class for each of the launcher's commands; they are what {@code ./evara} offers, one to one.
 */
@NullMarked
package com.evaratech.local.launcher.command;

import org.jspecify.annotations.NullMarked;
