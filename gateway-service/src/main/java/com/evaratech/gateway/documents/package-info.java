/** The API's document for machines, and pages that show it to people, without any other host. */
@NullMarked
package com.evaratech.gateway.documents;

import org.jspecify.annotations.NullMarked;
