/**
 * The launcher behind {@code ./evara}: reads the command line and hands over to one command. What
 * it knows of the machine is in {@code home}, of processes in {@code process}, of the fleet's parts
 * and their order in {@code fleet}.
 */
@NullMarked
package com.evaratech.local.launcher;

import org.jspecify.annotations.NullMarked;
