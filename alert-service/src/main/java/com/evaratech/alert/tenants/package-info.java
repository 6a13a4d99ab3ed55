/** The end of what belongs to communities that are no more. */
@NullMarked
package com.evaratech.alert.tenants;

import org.jspecify.annotations.NullMarked;
