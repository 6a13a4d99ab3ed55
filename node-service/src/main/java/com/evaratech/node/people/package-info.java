/** Who may act: the profile behind a token's subject, its role, its scope, active or not. */
@NullMarked
package com.evaratech.node.people;

import org.jspecify.annotations.NullMarked;
