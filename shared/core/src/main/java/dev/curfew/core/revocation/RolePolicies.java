package dev.curfew.core.revocation;

/** The deny policy of each brokered role: one inline policy that is ours. */
public interface RolePolicies {

    /** Makes the document the role's deny policy, in place of what was there. */
    Written put(String role, String document);

    /** Takes the role's deny policy away; one that is not there is gone already. */
    Written remove(String role);

    /** What IAM said. */
    enum Written {
        DONE,
        /** With the role's other inline policies it is longer than IAM takes. */
        TOO_LONG,
        /** There is no such role any more, and so no session of it. */
        ROLE_GONE
    }
}
