/**
 * Tells the other services who people are and where communities and nodes belong: publishes every
 * new version of them to the directory in Redis.
 */
@NullMarked
package com.evaratech.node.directory;

import org.jspecify.annotations.NullMarked;
