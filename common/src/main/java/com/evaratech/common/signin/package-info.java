/**
 * What happened at the door: who signed in, who tried to, who signed out. The gateway tells it, and
 * node-service writes it into its audit. Shared because both read and write the same stream.
 */
@NullMarked
package com.evaratech.common.signin;

import org.jspecify.annotations.NullMarked;
