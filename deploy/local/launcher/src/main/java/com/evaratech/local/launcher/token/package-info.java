/**
 * People of this machine: who plays a role, the part of the tenancy tree they act in, and their
 * access tokens.
 */
@NullMarked
package com.evaratech.local.launcher.token;

import org.jspecify.annotations.NullMarked;
