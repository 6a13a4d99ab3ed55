/**
 * Secrets of others that we have to show again, and so cannot hash: kept and passed on only sealed.
 * Shared because one service seals what another opens.
 */
@NullMarked
package com.evaratech.common.secret;

import org.jspecify.annotations.NullMarked;
