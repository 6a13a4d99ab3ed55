package com.evaratech.node.people;

/**
 * A new invitation with its code, the only time that is shown.
 *
 * @param code accepts it, once
 */
record IssuedInvitation(Invitation invitation, String code) {

    /** Without the code: this text may go into logs. */
    @Override
    public String toString() {
        return "IssuedInvitation[id=%s]".formatted(invitation.id());
    }
}
