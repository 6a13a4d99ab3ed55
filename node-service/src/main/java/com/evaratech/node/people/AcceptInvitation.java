package com.evaratech.node.people;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The wish to accept an invitation: by its code, or by its id when it was sent to one's address.
 */
record AcceptInvitation(@Nullable String code, @Nullable UUID invitationId) {}
