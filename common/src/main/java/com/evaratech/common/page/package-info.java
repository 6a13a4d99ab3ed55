/**
 * Lists in pages by key: the caller hands back an opaque cursor and the database continues behind
 * the last row it gave, so that pages stay stable while rows are added. Shared because every list
 * of every service has this one form.
 */
@NullMarked
package com.evaratech.common.page;

import org.jspecify.annotations.NullMarked;
