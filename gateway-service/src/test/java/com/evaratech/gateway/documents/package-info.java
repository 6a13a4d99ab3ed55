@NullMarked
package com.evaratech.gateway.documents;

import org.jspecify.annotations.NullMarked;
